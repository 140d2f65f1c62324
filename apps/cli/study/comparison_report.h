// What commands say about a comparison of arms.
#pragma once

#include "apps/cli/console.h"
#include <CLI/CLI.hpp>

#include "pinna/runs/study_comparison.h"

namespace pinna::cli {

/// --resamples, --seed and --level.
void add_bootstrap_options(CLI::App& app, metrics::BootstrapOptions& options);

/// A table with one line an arm, then what may be concluded ("pinna.comparisons/1").
void report_comparison(const runs::StudyComparison& comparison, Console& console);

}  // namespace pinna::cli
