#include "pinna/features/inverse_stft.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/dsp/flush_denormals.h"
#include "pinna/dsp/scratch.h"

namespace pinna::features {
namespace {

std::vector<float> scaled(const std::vector<double>& window, double factor) {
  std::vector<float> weights;
  for (const double weight : window) weights.push_back(static_cast<float>(weight * factor));
  return weights;
}

/// Re X + Im X of all n bins of a spectrum, the upper half being the conjugate of the lower. Its
/// forward transform A gives the inverse of X: n x[i] = Re A[i] + Im A[i], because cosines meet the
/// even real parts alone and sines the odd imaginary parts.
void fold_spectrum(const FeatureMatrix& spectrum, int64_t frame, int64_t n_fft, float* folded) {
  const int64_t bins = n_fft / 2 + 1;
  folded[0] = spectrum.at(0, frame);
  for (int64_t bin = 1; bin < (n_fft + 1) / 2; ++bin) {
    const float real = spectrum.at(bin, frame), imaginary = spectrum.at(bins + bin, frame);
    folded[bin] = real + imaginary;
    folded[n_fft - bin] = real - imaginary;
  }
  if (n_fft % 2 == 0) folded[n_fft / 2] = spectrum.at(n_fft / 2, frame);
}

void check_shape(const FeatureMatrix& spectrum, const SpectrumOptions& options) {
  if (spectrum.bins == 2 * options.num_bins() && spectrum.frames > 0) return;
  throw core::BadData(
      {.what = "spectrum to invert",
       .got = fmt::format("{} bins, {} frames", spectrum.bins / 2, spectrum.frames),
       .expected = fmt::format("{} bins and at least one frame", options.num_bins()),
       .fix = "set n_fft to twice the number of bins less one"});
}

}  // namespace

InverseStft::InverseStft(const StftOptions& options, const dsp::Kernels& kernels)
    : options_(resolved(options)),
      kernels_(kernels),
      plan_(options_.spectrum.n_fft),
      window_(analysis_window(options_.spectrum)),
      synthesis_(scaled(window_, 1 / static_cast<double>(options_.spectrum.n_fft))),
      half_ones_(window_.size(), 0.5f) {}

void InverseStft::add_frames(const FeatureMatrix& spectrum, int64_t first_frame,
                             std::vector<float>& sum) const {
  thread_local dsp::Scratch folded_scratch, work, block_scratch;
  const int64_t n_fft = options_.spectrum.n_fft, bins = options_.spectrum.num_bins();
  const int64_t lanes = kernels_.lanes, hop = *options_.spectrum.hop_length;
  const int64_t count = std::min(lanes, spectrum.frames - first_frame);
  float* folded = folded_scratch.floats(lanes * n_fft);
  std::array<const float*, 16> frames;
  for (int64_t lane = 0; lane < lanes; ++lane) {
    if (lane < count) fold_spectrum(spectrum, first_frame + lane, n_fft, folded + lane * n_fft);
    frames.at(static_cast<size_t>(lane)) = folded + std::min(lane, count - 1) * n_fft;
  }
  float* block = block_scratch.floats(2 * bins * lanes);
  kernels_.complex_spectrum(plan_.tables(), half_ones_.data(), frames.data(),
                            work.floats(kernels_.work_floats(plan_.tables())), block);
  for (int64_t lane = 0; lane < count; ++lane) {
    float* target = sum.data() + (first_frame + lane) * hop;
    const float* real = block + lane;
    const float* imaginary = real + bins * lanes;
    for (int64_t i = 0; i < bins; ++i)
      target[i] += synthesis_[static_cast<size_t>(i)] * (real[i * lanes] + imaginary[i * lanes]);
    for (int64_t i = bins; i < n_fft; ++i)
      target[i] += synthesis_[static_cast<size_t>(i)] *
                   (real[(n_fft - i) * lanes] - imaginary[(n_fft - i) * lanes]);
  }
}

std::vector<float> InverseStft::compute(const FeatureMatrix& spectrum,
                                        std::optional<int64_t> length) const {
  const dsp::FlushDenormals flush;
  const SpectrumOptions& options = options_.spectrum;
  check_shape(spectrum, options);
  if (length && *length < 0)
    throw core::InvalidOptions(
        {.what = "length", .got = std::to_string(*length), .expected = "at least 0 samples"});
  const int64_t hop = *options.hop_length;
  const int64_t padding = frame_grid(options).padding();
  const int64_t covered = options.n_fft + hop * (spectrum.frames - 1);
  const int64_t wanted = length.value_or(std::max<int64_t>(0, covered - 2 * padding));

  std::vector<float> sum(static_cast<size_t>(covered));
  for (int64_t frame = 0; frame < spectrum.frames; frame += kernels_.lanes)
    add_frames(spectrum, frame, sum);
  std::vector<double> squares(sum.size());
  for (int64_t frame = 0; frame < spectrum.frames; ++frame)
    for (size_t i = 0; i < window_.size(); ++i)
      squares[static_cast<size_t>(frame * hop) + i] += window_[i] * window_[i];

  std::vector<float> signal(static_cast<size_t>(wanted));
  const int64_t usable = std::min(wanted, covered - padding);
  for (int64_t i = 0; i < usable; ++i) {
    const auto at = static_cast<size_t>(padding + i);
    const double square = squares[at] > std::numeric_limits<float>::min() ? squares[at] : 1;
    signal[static_cast<size_t>(i)] = static_cast<float>(static_cast<double>(sum[at]) / square);
  }
  return signal;
}

}  // namespace pinna::features
