// What one step of a network is given, as plain arrays.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace pinna::data {

/// inputs [size, channels, bins, frames], row-major, standardised per channel and
/// bin; targets [size, classes], one-hot or, after mixing, weights that sum to 1; clips [size],
/// indices into ClipTable::clips; waveforms [size] only where BatchLoader::keep_waveforms asked for
/// them: the samples that the features were computed from; conditions [size, num_conditions,
/// scores] only where a network is conditioned; companion only where a joint network is trained:
/// its clips beside the scenes of this step.
struct Batch {
  int64_t size = 0;
  int64_t channels = 1;
  int64_t bins = 0;
  int64_t frames = 0;
  int64_t classes = 0;
  std::vector<float> inputs = {};
  std::vector<float> targets = {};
  std::vector<int64_t> clips = {};
  std::vector<std::vector<float>> waveforms = {};
  int64_t num_conditions = 0;
  std::vector<float> conditions = {};
  std::shared_ptr<const Batch> companion = nullptr;
};

}  // namespace pinna::data
