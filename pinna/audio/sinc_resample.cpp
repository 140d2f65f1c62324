#include "pinna/audio/sinc_resample.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

namespace pinna::audio {
namespace {

constexpr int64_t kLanes = 8;

/// Modified Bessel function of the first kind, order zero, by its power series.
double bessel_i0(double x) {
  double term = 1, sum = 1;
  for (int k = 1; term > 1e-17 * sum; ++k) {
    term *= (x / 2 / k) * (x / 2 / k);
    sum += term;
  }
  return sum;
}

/// The window at t zero crossings from its centre, where it is 1 (Hann) or i0(beta) (Kaiser).
double window_at(double t, const ResampleOptions& options) {
  const double position = t / static_cast<double>(options.lowpass_filter_width);
  if (options.method == ResampleMethod::sinc_hann) {
    const double c = std::cos(position * std::numbers::pi / 2);
    return c * c;
  }
  return bessel_i0(options.beta * std::sqrt(std::max(0.0, 1 - position * position)));
}

double sinc(double t) {
  return t == 0 ? 1 : std::sin(std::numbers::pi * t) / (std::numbers::pi * t);
}

/// A sum of products in a fixed order that vectorises without reassociation.
float dot(const float* a, const float* b, int64_t count) {
  std::array<float, kLanes> sums{};
  for (int64_t i = 0; i < count; i += kLanes)
    for (int64_t lane = 0; lane < kLanes; ++lane)
      sums[static_cast<size_t>(lane)] += a[i + lane] * b[i + lane];
  return ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
}

}  // namespace

int64_t sinc_length(int64_t num_frames, int64_t rate, int64_t new_rate) {
  const int64_t divisor = std::gcd(rate, new_rate);
  const int64_t step = rate / divisor, num_phases = new_rate / divisor;
  return num_frames / step * num_phases + (num_frames % step * num_phases + step - 1) / step;
}

SincResampler::SincResampler(int64_t rate, int64_t new_rate, const ResampleOptions& options)
    : step_(rate / std::gcd(rate, new_rate)), num_phases_(new_rate / std::gcd(rate, new_rate)) {
  const double step = static_cast<double>(step_);
  const double cutoff = static_cast<double>(std::min(step_, num_phases_)) * options.rolloff;
  const double reach = static_cast<double>(options.lowpass_filter_width) * step / cutoff;
  const int64_t num_inside = static_cast<int64_t>(2 * reach) + 1;
  num_taps_ = (num_inside + kLanes - 1) / kLanes * kLanes;
  const double window_peak = window_at(0, options);
  first_.resize(static_cast<size_t>(num_phases_));
  taps_.resize(static_cast<size_t>(num_phases_ * num_taps_));
  // Positions in single precision and in this order of operations, as torchaudio computes them for
  // float32 waveforms: its rounding moves samples by up to 1.5e-5 of the peak.
  const float single_step = static_cast<float>(step_), single_cutoff = static_cast<float>(cutoff);
  for (int64_t phase = 0; phase < num_phases_; ++phase) {
    const float shift = -static_cast<float>(phase) / static_cast<float>(num_phases_);
    const double centre = static_cast<double>(phase) / static_cast<double>(num_phases_);
    const int64_t first = static_cast<int64_t>(std::ceil(centre * step - reach));
    first_[static_cast<size_t>(phase)] = first;
    float* taps = &taps_[static_cast<size_t>(phase * num_taps_)];
    for (int64_t tap = 0; tap < num_inside; ++tap) {
      const double t = (shift + static_cast<float>(first + tap) / single_step) * single_cutoff;
      if (std::abs(t) < static_cast<double>(options.lowpass_filter_width))
        taps[tap] =
            static_cast<float>(sinc(t) * window_at(t, options) / window_peak * cutoff / step);
    }
  }
}

void SincResampler::apply(std::span<const float> input, std::span<float> output) const {
  const int64_t left = -first_.front();
  std::vector<float> padded(static_cast<size_t>(left + std::ssize(input) + step_ + num_taps_),
                            0.0f);
  std::ranges::copy(input, padded.begin() + left);
  const int64_t num_outputs = std::ssize(output);
  for (int64_t round = 0; round * num_phases_ < num_outputs; ++round) {
    const float* origin = padded.data() + left + round * step_;
    const int64_t begin = round * num_phases_;
    for (int64_t phase = 0; phase < std::min(num_phases_, num_outputs - begin); ++phase)
      output[static_cast<size_t>(begin + phase)] =
          dot(origin + first_[static_cast<size_t>(phase)],
              &taps_[static_cast<size_t>(phase * num_taps_)], num_taps_);
  }
}

}  // namespace pinna::audio
