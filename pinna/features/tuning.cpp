#include "pinna/features/tuning.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "pinna/dsp/flush_denormals.h"
#include "pinna/dsp/scratch.h"
#include "pinna/features/feature.h"
#include "pinna/features/spectrum_options.h"

namespace pinna::features {
namespace {

constexpr double lowest_hz = 150, highest_hz = 4000;
/// Of the frame's largest bin: lower ones are no peaks.
constexpr double peak_threshold = 0.1;
constexpr size_t num_steps = 100;
/// Samples whose power spectra of 2048 points stay finite.
constexpr double largest_power = 1e30;

constexpr int64_t most_lanes = 16;

/// Element of order (n - 1) / 2 and n / 2, averaged.
float median(std::vector<float>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

double step_start(size_t step) {
  return -0.5 + static_cast<double>(step) * (1.0 / static_cast<double>(num_steps));
}

/// The step [step_start(i), step_start(i + 1)) in which `residual` lies, the last one closed.
size_t step_of(float residual) {
  const double guess = (static_cast<double>(residual) + 0.5) * static_cast<double>(num_steps);
  auto step = static_cast<size_t>(std::clamp(guess, 0.0, static_cast<double>(num_steps - 1)));
  if (step > 0 && static_cast<double>(residual) < step_start(step)) --step;
  if (step + 1 < num_steps && static_cast<double>(residual) >= step_start(step + 1)) ++step;
  return step;
}

}  // namespace

void TuningEstimator::begin(double sample_rate, int64_t num_bins) {
  num_bins_ = num_bins;
  bin_hz_ = sample_rate / static_cast<double>(2 * (num_bins - 1));
  limit_hz_ = std::min(highest_hz, sample_rate / 2);
  peaks_.clear();
}

void TuningEstimator::add(const float* spectra, int64_t lanes, int64_t count) {
  std::array<float, most_lanes> threshold{};
  for (int64_t bin = 0; bin < num_bins_; ++bin)
    for (int64_t lane = 0; lane < lanes; ++lane) {
      float& highest = threshold[static_cast<size_t>(lane)];
      highest = std::max(highest, spectra[bin * lanes + lane]);
    }
  for (float& value : threshold) value *= static_cast<float>(peak_threshold);
  const auto first = std::max<int64_t>(1, static_cast<int64_t>(std::ceil(lowest_hz / bin_hz_)));
  const auto last = std::min(num_bins_ - 1, static_cast<int64_t>(std::ceil(limit_hz_ / bin_hz_)));
  for (int64_t bin = first; bin < last; ++bin) {
    const float* here = spectra + bin * lanes;
    for (int64_t lane = 0; lane < count; ++lane)
      if (here[lane] > threshold[static_cast<size_t>(lane)] && here[lane] > here[lane - lanes] &&
          here[lane] >= here[lane + lanes])
        add_peak(here + lane, lanes, bin);
  }
}

/// The vertex of the parabola through three bins.
void TuningEstimator::add_peak(const float* middle, int64_t lanes, int64_t bin) {
  const float below = middle[-lanes], above = middle[lanes];
  const float curvature = above + below - 2 * *middle;
  const float slope = (above - below) / 2;
  const float shift = std::abs(slope) >= std::abs(curvature) ? 0 : -slope / curvature;
  const double position = static_cast<double>(bin) + static_cast<double>(shift);
  peaks_.push_back(
      {.hz = static_cast<float>(position * bin_hz_), .height = *middle + 0.5f * slope * shift});
}

double TuningEstimator::estimate(int64_t bins_per_octave) {
  if (peaks_.empty()) return 0;
  heights_.clear();
  for (const Peak& peak : peaks_) heights_.push_back(peak.height);
  const float least = median(heights_);
  std::array<int64_t, num_steps> counts{};
  for (const Peak& peak : peaks_) {
    if (peak.height < least) continue;
    const float bins = static_cast<float>(bins_per_octave) * std::log2(peak.hz / 27.5f);
    float residual = bins - std::floor(bins);
    if (residual >= 0.5f) residual -= 1;
    ++counts[step_of(residual)];
  }
  const auto commonest = std::max_element(counts.begin(), counts.end());
  return step_start(static_cast<size_t>(commonest - counts.begin()));
}

ClipTuning::ClipTuning(const dsp::Kernels& kernels)
    : spectrum_(frame_grid(resolved(librosa_spectrum())),
                analysis_window(resolved(librosa_spectrum())), kernels) {}

double ClipTuning::estimate(std::span<const float> mono, double sample_rate,
                            int64_t bins_per_octave) const {
  thread_local dsp::Scratch scratch;
  thread_local TuningEstimator estimator;
  const dsp::FlushDenormals flush;
  const dsp::Kernels& kernels = spectrum_.kernels();
  estimator.begin(sample_rate, spectrum_.num_bins());
  float* bins = scratch.floats(spectrum_.block_floats());
  const int64_t frames = spectrum_.grid().num_frames(static_cast<int64_t>(mono.size()));
  for (int64_t frame = 0; frame < frames; frame += kernels.lanes) {
    spectrum_.compute(mono, frame, bins);
    if (!kernels.all_within(bins, spectrum_.block_floats(), static_cast<float>(largest_power)))
      require_usable(mono, std::sqrt(largest_power) / static_cast<double>(spectrum_.grid().n_fft));
    kernels.raise(bins, spectrum_.block_floats(), 0.5f, bins);
    estimator.add(bins, kernels.lanes, std::min(kernels.lanes, frames - frame));
  }
  return estimator.estimate(bins_per_octave);
}

}  // namespace pinna::features
