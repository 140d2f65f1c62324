#include "pinna/features/tempogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "pinna/dsp/window.h"

namespace pinna::features {
namespace {

std::vector<float> hann(int64_t length) {
  std::vector<float> weights;
  for (const double weight :
       dsp::make_window(dsp::WindowShape::hann, dsp::WindowSymmetry::periodic, length))
    weights.push_back(static_cast<float>(weight));
  return weights;
}

/// The envelope between two ramps of `padding` values: numpy.pad(mode="linear_ramp") to 0.
void pad_with_ramps(std::span<const float> envelope, int64_t padding, float* padded) {
  const auto length = static_cast<int64_t>(envelope.size());
  std::copy(envelope.begin(), envelope.end(), padded + padding);
  for (int64_t i = 0; i < padding; ++i) {
    const float share = static_cast<float>(i) / static_cast<float>(padding);
    padded[i] = share * envelope.front();
    padded[2 * padding + length - 1 - i] = share * envelope.back();
  }
}

/// Each lane divided by its largest magnitude, if it has any.
void divide_by_maximum(int64_t rows, int64_t lanes, float* block, float* largest) {
  std::fill_n(largest, lanes, 0.0f);
  for (int64_t row = 0; row < rows; ++row)
    for (int64_t lane = 0; lane < lanes; ++lane)
      largest[lane] = std::max(largest[lane], std::abs(block[row * lanes + lane]));
  for (int64_t lane = 0; lane < lanes; ++lane)
    largest[lane] = largest[lane] < std::numeric_limits<float>::min() ? 1 : 1 / largest[lane];
  for (int64_t row = 0; row < rows; ++row)
    for (int64_t lane = 0; lane < lanes; ++lane) block[row * lanes + lane] *= largest[lane];
}

}  // namespace

Tempogram::Tempogram(const TempogramOptions& options, const dsp::Kernels& kernels)
    : DerivedFeature(std::make_unique<OnsetStrength>(options.onset, kernels)),
      options_(resolved(options)),
      window_(hann(options_.tempogram_length)),
      autocorrelation_(options_.tempogram_length, options_.tempogram_length, kernels) {}

Locality Tempogram::locality() const {
  const int64_t before = options_.tempogram_length / 2;
  return widened(before, options_.tempogram_length - 1 - before);
}

BinAxis Tempogram::bin_axis() const {
  BinAxis axis{.quantity = "lag", .unit = "s"};
  const double frame_seconds =
      static_cast<double>(hop_length()) / static_cast<double>(sample_rate());
  for (int64_t lag = 0; lag < num_bins(); ++lag)
    axis.centers.push_back(static_cast<double>(lag) * frame_seconds);
  return axis;
}

void Tempogram::derive(const FeatureMatrix& source, FeatureMatrix& output) const {
  thread_local dsp::Scratch padded_scratch, input_scratch, lags_scratch, largest_scratch;
  const int64_t length = options_.tempogram_length, padding = length / 2;
  const int64_t lanes = kernels().lanes;
  float* padded = padded_scratch.floats(source.frames + 2 * padding);
  pad_with_ramps(source.row(0), padding, padded);

  float* input = input_scratch.floats(autocorrelation_.input_floats());
  float* lags = lags_scratch.floats(autocorrelation_.output_floats());
  for (int64_t first = 0; first < output.frames; first += lanes) {
    const int64_t count = std::min(lanes, output.frames - first);
    for (int64_t lane = 0; lane < lanes; ++lane) {
      const float* values = padded + first + std::min(lane, count - 1);
      float* target = autocorrelation_.lane(input, lane);
      for (int64_t i = 0; i < length; ++i) target[i] = values[i] * window_[static_cast<size_t>(i)];
    }
    autocorrelation_.compute(input, lags);
    if (options_.tempogram_norm == TempogramNorm::max)
      divide_by_maximum(length, lanes, lags, largest_scratch.floats(lanes));
    kernels().store_rows(lags, length, count, output.values.data() + first, output.frames);
  }
}

}  // namespace pinna::features
