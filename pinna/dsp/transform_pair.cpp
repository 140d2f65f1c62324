#include "pinna/dsp/transform_pair.h"

#include <array>
#include <string>

#include "pinna/core/error.h"
#include "pinna/dsp/scratch.h"

namespace pinna::dsp {
namespace {

constexpr size_t most_lanes = 16;

}  // namespace

TransformPair::TransformPair(int64_t n_fft, const Kernels& kernels)
    : kernels_(kernels), plan_(n_fft), halves_(static_cast<size_t>(n_fft), 0.5F) {
  if (n_fft % 2 != 0)
    throw core::Bug({.what = "length of a transform pair",
                     .got = std::to_string(n_fft),
                     .expected = "an even number"});
}

void TransformPair::forward(const float* const* signals, float* spectra) const {
  thread_local Scratch work;
  const RealFftTables<float>& fft = plan_.tables();
  kernels_.complex_spectrum(fft, halves_.data(), signals, work.floats(kernels_.work_floats(fft)),
                            spectra);
}

void TransformPair::inverse(const float* spectra, float* signals) const {
  thread_local Scratch hartley_scratch;
  float* hartley = hartley_scratch.floats(spectrum_floats());
  const int64_t n = n_fft(), num_lanes = lanes(), imaginary = num_bins() * num_lanes;
  std::array<const float*, most_lanes> frames{};
  for (int64_t lane = 0; lane < num_lanes; ++lane) {
    float* signal = signals + lane * n;
    frames[static_cast<size_t>(lane)] = signal;
    for (int64_t bin = 0; bin <= n / 2; ++bin) {
      const float re = spectra[bin * num_lanes + lane];
      const float im = spectra[imaginary + bin * num_lanes + lane];
      signal[bin] = re - im;
      if (bin > 0) signal[n - bin] = re + im;
    }
    signal[n / 2] = spectra[n / 2 * num_lanes + lane];
  }
  forward(frames.data(), hartley);
  const float share = 1 / static_cast<float>(n);
  for (int64_t lane = 0; lane < num_lanes; ++lane) {
    float* signal = signals + lane * n;
    for (int64_t bin = 0; bin <= n / 2; ++bin) {
      const float re = hartley[bin * num_lanes + lane];
      const float im = hartley[imaginary + bin * num_lanes + lane];
      signal[bin] = share * (re - im);
      if (bin > 0 && bin < n / 2) signal[n - bin] = share * (re + im);
    }
  }
}

}  // namespace pinna::dsp
