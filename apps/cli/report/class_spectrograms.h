// A picture of what the network is given: one clip of each class.
#pragma once

#include <optional>

#include "pinna/core/config.h"
#include "pinna/data/clip_table.h"
#include "pinna/report/html_report.h"

namespace pinna::cli {

/// The first clip of each class (at most twelve), with the recipe's input and feature settings.
/// Empty for features that have no frequency axis.
std::optional<report::CaptionedFigure> class_spectrograms(const data::ClipTable& table,
                                                          const core::ConfigTable& recipe);

}  // namespace pinna::cli
