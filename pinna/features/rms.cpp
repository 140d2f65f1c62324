#include "pinna/features/rms.h"

#include <array>
#include <cmath>
#include <numeric>

#include "pinna/dsp/scratch.h"

namespace pinna::features {
namespace {

/// Times full scale: the squares of a frame can still be summed in single precision.
constexpr double largest_sample = 1e15;

/// Partial sums side by side, which vector registers hold and which round little.
double sum_of_squares(const float* samples, int64_t count) {
  constexpr int64_t parts = 32;
  std::array<float, parts> sums = {};
  int64_t i = 0;
  for (; i + parts <= count; i += parts)
    for (int64_t part = 0; part < parts; ++part)
      sums[static_cast<size_t>(part)] += samples[i + part] * samples[i + part];
  double sum = std::accumulate(sums.begin(), sums.end(), 0.0);
  for (; i < count; ++i) sum += static_cast<double>(samples[i]) * static_cast<double>(samples[i]);
  return sum;
}

}  // namespace

Rms::Rms(const RmsOptions& options) : FramedFeature(resolved(options).frames, options.pad_mode) {}

void Rms::compute_into(std::span<const float> mono, FeatureMatrix& output) const {
  thread_local dsp::Scratch scratch;
  prepare(mono, largest_sample, output);
  const int64_t frame_length = grid().n_fft;
  float* copy = scratch.floats(frame_length);
  for (int64_t frame = 0; frame < output.frames; ++frame) {
    const int64_t first = grid().first_sample(frame);
    const float* samples = copy;
    if (first >= 0 && first + frame_length <= static_cast<int64_t>(mono.size())) {
      samples = mono.data() + first;
    } else {
      grid().copy_frame(mono, frame, copy);
    }
    output.at(0, frame) = static_cast<float>(
        std::sqrt(sum_of_squares(samples, frame_length) / static_cast<double>(frame_length)));
  }
}

}  // namespace pinna::features
