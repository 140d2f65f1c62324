// The mean and deviation of every feature bin over chosen clips.
#pragma once

#include <cstdint>
#include <span>

#include "pinna/data/clip_store.h"
#include "pinna/features/feature_options.h"
#include "pinna/features/statistics.h"

namespace pinna::data {

/// Over all frames of the clips at `indices` (the training clips, and no others, or the test folds
/// leak into the input scale), without augmentation. The result is the same for any number of
/// `threads` (0: all processors). InvalidOptions without clips; throws as load_clip does.
features::BinStatistics fit_statistics(ClipStore& store, std::span<const int64_t> indices,
                                       const features::FeatureOptions& feature, int threads = 0);

}  // namespace pinna::data
