// What a network will hear and see of some clips when it is trained as a recipe says.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "pinna/features/feature.h"
#include "pinna/study/recipe.h"

namespace pinna::study {

/// The shares of a clip's target, classes of share 0 left out.
using TargetShares = std::vector<std::pair<std::string, double>>;

/// One clip as it is, and as the network is given it.
struct PreviewedClip {
  std::string id;
  std::string label;
  TargetShares targets;             ///< more than one class where clips are mixed
  std::vector<float> waveform;      ///< at the feature's sample rate
  std::vector<float> heard;         ///< augmented, and mixed where waveforms are mixed
  features::FeatureMatrix feature;  ///< of `waveform`, standardised, [channels * bins, frames]
  features::FeatureMatrix seen;     ///< what the network is given: masked and mixed too
};

struct PreviewOptions {
  int64_t clips = 8;  ///< at least 1; the first ones of the epoch
  int64_t epoch = 0;  ///< counted from 0
};

/// The first epoch in which the recipe does all that it does, counted from 0: after the epochs in
/// which mixing warms up.
int64_t first_whole_epoch(const Recipe& recipe);

/// The loaders of a training of `recipe` are asked, so the clips are those that it gives the
/// network. Test clips are not opened. InvalidOptions if the epoch is not in the training, or for
/// fewer than one clip; otherwise throws as make_run_loaders.
std::vector<PreviewedClip> preview(const Recipe& recipe, const PreviewOptions& options);

}  // namespace pinna::study
