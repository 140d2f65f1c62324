// A picture of what the network is given: one clip of each class.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "pinna/core/config.h"
#include "pinna/data/clip_input.h"
#include "pinna/data/clip_table.h"
#include "pinna/features/feature.h"
#include "pinna/report/feature_panel.h"
#include "pinna/report/html_report.h"

namespace pinna::cli {

/// The feature of the first clip of each of the first `most_panels` classes.
std::vector<report::FeaturePanel> class_panels(const data::ClipTable& table,
                                               const features::Feature& feature,
                                               const data::ClipInputOptions& input,
                                               int64_t most_panels);

/// At most twelve of them, with the recipe's input and feature settings. Empty for features that
/// have no frequency axis.
std::optional<report::CaptionedFigure> class_spectrograms(const data::ClipTable& table,
                                                          const core::ConfigTable& recipe);

}  // namespace pinna::cli
