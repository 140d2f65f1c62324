// What pages show of the dataset, beyond the numbers in run folders.
#pragma once

#include <cstdint>

#include "pinna/report/errors_page.h"
#include "pinna/report/findings.h"
#include "pinna/report/html_report.h"

namespace pinna::cli {

struct Illustrations {
  report::HtmlReportOptions page;
  report::ErrorsPageOptions errors;
};

/// Sounds, spectrograms and shortcut baselines from the dataset, and for the `most_errors` worst
/// errors of each arm what there is to hear and see; less, with a warning, if the dataset cannot be
/// read any more. Predictions that lack their source recordings are given those of the dataset.
Illustrations illustrate(report::Findings& findings, int64_t most_errors);

}  // namespace pinna::cli
