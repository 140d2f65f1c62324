#include "pinna/features/zero_crossing_rate.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace pinna::features {
namespace {

/// -1, 0 or 1. Magnitudes up to the threshold are 0, which zero_pos counts as positive.
int8_t sign(float sample, const ZeroCrossingRateOptions& options) {
  const double value = sample;
  if (value > options.threshold) return 1;
  if (value < -options.threshold) return -1;
  return options.zero_pos ? 1 : 0;
}

}  // namespace

ZeroCrossingRate::ZeroCrossingRate(const ZeroCrossingRateOptions& options)
    : FramedFeature(resolved(options).frames, dsp::PadMode::replicate), options_(options) {}

void ZeroCrossingRate::compute_into(std::span<const float> mono, FeatureMatrix& output) const {
  thread_local std::vector<int8_t> signs;
  thread_local std::vector<int64_t> crossings;  // up to and including a sample
  prepare(mono, std::numeric_limits<float>::max(), output);
  signs.resize(mono.size());
  crossings.resize(mono.size());
  for (size_t i = 0; i < mono.size(); ++i) signs[i] = sign(mono[i], options_);
  crossings[0] = 0;
  for (size_t i = 1; i < mono.size(); ++i)
    crossings[i] = crossings[i - 1] + (signs[i] != signs[i - 1] ? 1 : 0);

  const auto last = static_cast<int64_t>(mono.size()) - 1;
  const auto until = [&](int64_t sample) {
    return crossings[static_cast<size_t>(std::clamp<int64_t>(sample, 0, last))];
  };
  for (int64_t frame = 0; frame < output.frames; ++frame) {
    const int64_t first = grid().first_sample(frame);
    const int64_t count = until(first + grid().n_fft - 1) - until(first) + (options_.pad ? 1 : 0);
    output.at(0, frame) =
        static_cast<float>(static_cast<double>(count) / static_cast<double>(grid().n_fft));
  }
}

}  // namespace pinna::features
