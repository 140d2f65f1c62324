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

/// What masks are made of: librosa.util.softmask.
struct MaskRule {
  std::optional<double> power;
  float margin;        ///< factor of the other part
  float where_silent;  ///< the mask where both parts are 0
};

/// values *= mask of `own` against `other`. raised(x) is x^power for x in [0, 1].
template <class Raised>
void apply_mask(const MaskRule& rule, const FeatureMatrix& own, const FeatureMatrix& other,
                FeatureMatrix& values, const Raised& raised) {
  constexpr float tiny = std::numeric_limits<float>::min();
  const float* mine = own.values.data();
  const float* theirs = other.values.data();
  float* target = values.values.data();
  for (size_t i = 0; i < values.values.size(); ++i) {
    const float a = mine[i], b = theirs[i] * rule.margin;
    const float larger = std::max(a, b), smaller = std::min(a, b);
    const float weight = raised(smaller / std::max(larger, tiny));
    const float share = (a >= b ? 1 : weight) / (1 + weight);
    target[i] *= larger < tiny ? rule.where_silent : share;
  }
}

void apply_mask(const MaskRule& rule, const FeatureMatrix& own, const FeatureMatrix& other,
                FeatureMatrix& values) {
  if (!rule.power) {
    for (size_t i = 0; i < values.values.size(); ++i)
      if (!(own.values[i] > other.values[i] * rule.margin)) values.values[i] = 0;
  } else if (*rule.power == 2) {
    apply_mask(rule, own, other, values, [](float x) { return x * x; });
  } else {
    const auto power = static_cast<float>(*rule.power);
    apply_mask(rule, own, other, values, [power](float x) { return std::pow(x, power); });
  }
}

}  // namespace

Hpss::Hpss(const HpssOptions& options, Part part, const dsp::Kernels& kernels)
    : DerivedFeature(std::make_unique<Spectrogram>(
          // Masks compare the bins of each neighbourhood, however faint.
          SpectrogramOptions{.spectrum = options.spectrum, .power = 1}, kernels,
          dsp::Precision::float64)),
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
  const MaskRule rule{.power = options_.power,
                      .margin = static_cast<float>(options_.margin),
                      .where_silent = options_.margin == 1 ? 0.5f : 0.0f};
  if (part_ == Part::harmonic) {
    apply_mask(rule, harmonic, percussive, output);
  } else {
    apply_mask(rule, percussive, harmonic, output);
  }
}

}  // namespace pinna::features
