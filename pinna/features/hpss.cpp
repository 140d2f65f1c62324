#include "pinna/features/hpss.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "pinna/features/spectrogram.h"

namespace pinna::features {
namespace {

/// Medians along frequency: columns of frames side by side are rows of lanes already.
void median_over_bins(const dsp::RunningMedian& median, const FeatureMatrix& source,
                      FeatureMatrix& medians) {
  thread_local dsp::Scratch padded_scratch, result_scratch;
  const int64_t lanes = median.kernels().lanes;
  const int64_t rows = source.bins + median.kernel_size() - 1;
  float* padded = padded_scratch.floats(rows * lanes);
  float* result = result_scratch.floats(source.bins * lanes);
  for (int64_t first = 0; first < source.frames; first += lanes) {
    const int64_t count = std::min(lanes, source.frames - first);
    for (int64_t row = 0; row < rows; ++row) {
      const int64_t bin = dsp::mirrored_index(row - median.before(), source.bins);
      const float* values = source.row(bin).data() + first;
      std::copy_n(values, count, padded + row * lanes);
      std::fill(padded + row * lanes + count, padded + (row + 1) * lanes, 0.0f);
    }
    median.apply(padded, source.bins, result);
    median.kernels().store_rows(result, source.bins, count, medians.values.data() + first,
                                medians.frames);
  }
}

/// Medians along time: each lane takes the row of one bin.
void median_over_frames(const dsp::RunningMedian& median, const FeatureMatrix& source,
                        FeatureMatrix& medians) {
  thread_local dsp::Scratch padded_scratch, result_scratch;
  const int64_t lanes = median.kernels().lanes;
  const int64_t columns = source.frames + median.kernel_size() - 1;
  float* padded = padded_scratch.floats(columns * lanes);
  float* result = result_scratch.floats(source.frames * lanes);
  for (int64_t first = 0; first < source.bins; first += lanes) {
    const int64_t count = std::min(lanes, source.bins - first);
    const float* values = source.row(first).data();
    for (int64_t column = 0; column < columns; ++column) {
      const int64_t frame = dsp::mirrored_index(column - median.before(), source.frames);
      for (int64_t lane = 0; lane < lanes; ++lane)
        padded[column * lanes + lane] = values[std::min(lane, count - 1) * source.frames + frame];
    }
    median.apply(padded, source.frames, result);
    for (int64_t lane = 0; lane < count; ++lane)
      for (int64_t f = 0; f < source.frames; ++f)
        medians.at(first + lane, f) = result[f * lanes + lane];
  }
}

/// values *= mask of `own` against `other`: librosa.util.softmask.
struct SoftMask {
  std::optional<double> power;
  float where_silent;

  void apply(const float* own, const float* other, float margin, int64_t count,
             float* values) const {
    constexpr float tiny = std::numeric_limits<float>::min();
    const auto exponent = static_cast<float>(power.value_or(0));
    for (int64_t i = 0; i < count; ++i) {
      const float a = own[i], b = other[i] * margin;
      const float larger = std::max(a, b);
      float mask = a > b ? 1.0f : 0.0f;
      if (power) {
        const float safe = larger < tiny ? 1.0f : larger;
        const float x = a / safe, y = b / safe;
        const float own_share = exponent == 2 ? x * x : std::pow(x, exponent);
        const float other_share = exponent == 2 ? y * y : std::pow(y, exponent);
        const float sum = own_share + other_share;
        mask = larger < tiny ? where_silent : own_share / sum;
      }
      values[i] *= mask;
    }
  }
};

}  // namespace

Hpss::Hpss(const HpssOptions& options, Part part, const dsp::Kernels& kernels)
    : DerivedFeature(std::make_unique<Spectrogram>(
          SpectrogramOptions{.spectrum = options.spectrum, .power = 1}, kernels)),
      options_(resolved(options)),
      part_(part),
      median_(options_.kernel_size, kernels) {}

Locality Hpss::locality() const {
  return widened(median_.before(), options_.kernel_size - 1 - median_.before());
}

void Hpss::derive(const FeatureMatrix& source, FeatureMatrix& output) const {
  thread_local FeatureMatrix harmonic, percussive;
  harmonic.reshape(source.bins, source.frames);
  percussive.reshape(source.bins, source.frames);
  median_over_frames(median_, source, harmonic);
  median_over_bins(median_, source, percussive);
  std::copy(source.values.begin(), source.values.end(), output.values.begin());
  const SoftMask mask{.power = options_.power, .where_silent = options_.margin == 1 ? 0.5f : 0.0f};
  const bool wants_harmonic = part_ == Part::harmonic;
  const FeatureMatrix& own = wants_harmonic ? harmonic : percussive;
  const FeatureMatrix& other = wants_harmonic ? percussive : harmonic;
  mask.apply(own.values.data(), other.values.data(), static_cast<float>(options_.margin),
             static_cast<int64_t>(source.values.size()), output.values.data());
}

}  // namespace pinna::features
