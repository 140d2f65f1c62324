#include "pinna/dsp/autocorrelation.h"

#include <algorithm>
#include <array>
#include <string>

#include "pinna/core/error.h"
#include "pinna/dsp/scratch.h"
#include "pinna/dsp/transform_length.h"

namespace pinna::dsp {
namespace {

constexpr int64_t most_lanes = 16;

/// Each lane's spectrum as a signal of n_fft values, symmetric about its middle: the transform of
/// such a signal is its inverse transform times n_fft.
void unfold(const float* power, const RealFftTables<float>& fft, int64_t lanes, float* signals) {
  const int64_t n = fft.n_fft;
  for (int64_t lane = 0; lane < lanes; ++lane) {
    float* signal = signals + lane * n;
    for (int64_t bin = 0; bin < fft.num_bins; ++bin) signal[bin] = power[bin * lanes + lane];
    for (int64_t bin = 1; bin < n / 2; ++bin) signal[n - bin] = signal[bin];
  }
}

}  // namespace

Autocorrelation::Autocorrelation(int64_t frame_length, int64_t num_lags, const Kernels& kernels)
    : frame_length_(frame_length),
      num_lags_(num_lags),
      kernels_(kernels),
      plan_(quick_transform_length(frame_length + num_lags - 1))  // in which no lag wraps around
      ,
      halves_(static_cast<size_t>(plan_.tables().n_fft), 0.5f) {
  if (num_lags < 1 || num_lags > frame_length)
    throw core::Bug({.what = "lags of an autocorrelation",
                     .got = std::to_string(num_lags),
                     .expected = "1 to " + std::to_string(frame_length)});
}

void Autocorrelation::compute(float* input, float* lags) const {
  thread_local Scratch work, power_scratch, spectrum_scratch;
  const RealFftTables<float>& fft = plan_.tables();
  const int64_t lanes = kernels_.lanes;
  std::array<const float*, most_lanes> frames{};
  for (int64_t i = 0; i < lanes; ++i) {
    std::fill(lane(input, i) + frame_length_, lane(input, i) + fft.n_fft, 0.0f);
    frames[static_cast<size_t>(i)] = lane(input, i);
  }
  float* scratch = work.floats(kernels_.work_floats(fft));
  float* power = power_scratch.floats(fft.num_bins * lanes);
  float* spectrum = spectrum_scratch.floats(2 * fft.num_bins * lanes);
  kernels_.power_spectrum(fft, halves_.data(), frames.data(), scratch, power);
  unfold(power, fft, lanes, input);
  kernels_.complex_spectrum(fft, halves_.data(), frames.data(), scratch, spectrum);
  const float share = 1 / static_cast<float>(fft.n_fft);
  for (int64_t i = 0; i < num_lags_ * lanes; ++i) lags[i] = spectrum[i] * share;
}

}  // namespace pinna::dsp
