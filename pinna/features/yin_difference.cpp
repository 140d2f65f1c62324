#include "pinna/features/yin_difference.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "pinna/dsp/scratch.h"
#include "pinna/features/feature.h"

namespace pinna::features {
namespace {

/// heads[k] = sum of the squares of the first k samples, k up to max_period; returns that of all.
double sum_squares(std::span<const float> frame, std::span<double> heads) {
  double sum = 0;
  for (size_t i = 0; i < frame.size(); ++i) {
    if (i < heads.size()) heads[i] = sum;
    sum += static_cast<double>(frame[i]) * frame[i];
  }
  return sum;
}

}  // namespace

YinDifference::YinDifference(const PitchOptions& options, const dsp::Kernels& kernels)
    : grid_(frame_grid(options)),
      min_period_(options.min_period()),
      num_periods_(options.max_period() - min_period_ + 1),
      autocorrelation_(options.frame_length, options.max_period() + 1, kernels) {}

void YinDifference::compute(std::span<const float> signal, int64_t first_frame,
                            float* values) const {
  thread_local dsp::Scratch input_scratch, lags_scratch;
  thread_local std::vector<double> heads, totals;
  constexpr double tiny = std::numeric_limits<float>::min();
  const int64_t num_lags = autocorrelation_.num_lags();
  const int64_t last_frame = grid_.num_frames(static_cast<int64_t>(signal.size())) - 1;
  float* input = input_scratch.floats(autocorrelation_.input_floats());
  float* lags = lags_scratch.floats(autocorrelation_.output_floats());
  heads.resize(static_cast<size_t>(num_lags * lanes()));
  totals.resize(static_cast<size_t>(lanes()));
  for (int64_t lane = 0; lane < lanes(); ++lane) {
    float* frame = autocorrelation_.lane(input, lane);
    grid_.copy_frame(signal, std::min(first_frame + lane, last_frame), frame);
    totals[static_cast<size_t>(lane)] =
        sum_squares({frame, static_cast<size_t>(grid_.n_fft)},
                    {heads.data() + lane * num_lags, static_cast<size_t>(num_lags)});
  }
  autocorrelation_.compute(input, lags);
  for (int64_t lane = 0; lane < lanes(); ++lane) {
    const double* head = heads.data() + lane * num_lags;
    const double total = totals[static_cast<size_t>(lane)];
    float* target = values + lane * num_periods_ - min_period_;
    double sum = 0;
    for (int64_t k = 1; k < num_lags; ++k) {
      const double difference = 2 * (total - lags[k * lanes() + lane]) - head[k];
      sum += difference;
      if (k >= min_period_)
        target[k] = static_cast<float>(difference / (sum / static_cast<double>(k) + tiny));
    }
  }
}

bool is_trough(std::span<const float> values, int64_t index) {
  const auto i = static_cast<size_t>(index);
  if (i == 0) return values[0] < values[1];
  if (!(values[i] < values[i - 1])) return false;
  return i + 1 == values.size() || values[i] <= values[i + 1];
}

double parabolic_shift(std::span<const float> values, int64_t index) {
  const auto i = static_cast<size_t>(index);
  if (i == 0 || i + 1 == values.size()) return 0;
  const double before = values[i - 1], middle = values[i], after = values[i + 1];
  const double curvature = after + before - 2 * middle;
  const double slope = (after - before) / 2;
  return std::abs(slope) >= std::abs(curvature) ? 0 : -slope / curvature;
}

void require_frames(const dsp::FrameGrid& grid, std::span<const float> mono) {
  constexpr double largest_sum = 1e15;
  require_frames(grid, std::ssize(mono));
  require_usable(mono, largest_sum / static_cast<double>(grid.n_fft));
}

}  // namespace pinna::features
