// The dataset behind a study or run, where it is still at hand.
#pragma once

#include <optional>

#include "pinna/core/config.h"
#include "pinna/data/clip_table.h"

namespace pinna::cli {

/// Reads the dataset that the recipe names. Empty, with a warning, if it cannot be read any more:
/// a report then goes without sounds and spectrograms.
std::optional<data::ClipTable> dataset_of(const core::ConfigTable& recipe);

}  // namespace pinna::cli
