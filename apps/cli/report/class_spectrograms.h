// A picture of what the network is given: one clip of each class.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "pinna/core/config.h"
#include "pinna/data/clip_input.h"
#include "pinna/data/clip_table.h"
#include "pinna/features/feature.h"
#include "pinna/report/feature_figure.h"
#include "pinna/report/html_report.h"

namespace pinna::cli {

/// The feature of the first clip of each class, a group for each of its parts; of as many classes
/// as `most_panels` in all allow, at least one.
std::vector<report::PanelGroup> class_panels(const data::ClipTable& table,
                                             const features::Feature& feature,
                                             const data::ClipInputOptions& input,
                                             int64_t most_panels);

/// At most twelve panels, with the recipe's input and feature settings. Titles say the mean and
/// deviation of each channel over the training clips of the run whose weights `model` are, if it
/// is there.
report::CaptionedFigure class_spectrograms(const data::ClipTable& table,
                                           const core::ConfigTable& recipe,
                                           const std::filesystem::path& model);

}  // namespace pinna::cli
