#include "pinna/features/constant_q.h"

#include <algorithm>
#include <cmath>

#include "pinna/core/error.h"
#include "pinna/dsp/flush_denormals.h"
#include "pinna/dsp/scratch.h"

namespace pinna::features {
namespace {

/// Magnitudes whose squares are still finite, and samples that cannot give larger ones.
constexpr double largest_magnitude = 1e18, largest_sample = 1e12;

int64_t num_octaves(const ConstantQOptions& options) {
  return (options.n_bins + options.bins_per_octave - 1) / options.bins_per_octave;
}

/// How often the hop can be halved.
int64_t factors_of_two(int64_t number) {
  int64_t count = 0;
  for (; number % 2 == 0; number /= 2) ++count;
  return count;
}

/// By what the signal can be decimated at once because the filters need no higher rate, while the
/// hop stays divisible for the octaves that follow.
int64_t early_factor(const ConstantQOptions& options, const dsp::WaveletSpec& spec) {
  const double nyquist = static_cast<double>(options.sample_rate) / 2;
  const auto for_filters =
      static_cast<int64_t>(std::ceil(std::log2(nyquist / dsp::wavelet_cutoff(spec)))) - 2;
  const int64_t for_hop = factors_of_two(options.hop_length) - num_octaves(options) + 1;
  return int64_t{1} << std::max<int64_t>(0, std::min(for_filters, for_hop));
}

dsp::WaveletSpec part_of(const dsp::WaveletSpec& spec, int64_t first, int64_t last) {
  dsp::WaveletSpec part = spec;
  part.centers.assign(spec.centers.begin() + first, spec.centers.begin() + last);
  part.bandwidths.assign(spec.bandwidths.begin() + first, spec.bandwidths.begin() + last);
  return part;
}

/// Copies the last of `count` lanes over those behind it.
void repeat_last_lane(float* values, int64_t rows, int64_t count, int64_t lanes) {
  for (int64_t row = 0; row < rows; ++row, values += lanes)
    std::fill(values + count, values + lanes, values[count - 1]);
}

}  // namespace

ConstantQ::ConstantQ(const VqtOptions& options, double tuning, const dsp::Kernels& kernels)
    : kernels_(kernels), hop_length_(options.constant_q.hop_length) {
  const dsp::WaveletSpec spec = wavelet_spec(options, tuning);
  // Of the nominal tuning, so that the number of frames is the same in every clip.
  early_factor_ = early_factor(options.constant_q,
                               wavelet_spec(options, nominal_tuning(options.constant_q.tuning)));
  if (early_factor_ > 1) early_.emplace(early_factor_);
  add_octaves(
      options, spec,
      static_cast<double>(options.constant_q.sample_rate) / static_cast<double>(early_factor_),
      hop_length_ / early_factor_);
}

void ConstantQ::add_octaves(const VqtOptions& options, const dsp::WaveletSpec& spec, double rate,
                            int64_t hop_length) {
  const ConstantQOptions& own = options.constant_q;
  const std::vector<double> lengths = dsp::wavelet_lengths(spec, rate);
  double octave_rate = rate;
  bool halves = false;
  for (int64_t end = own.n_bins; end > 0; end -= own.bins_per_octave) {
    const int64_t first = std::max<int64_t>(0, end - own.bins_per_octave);
    dsp::WaveletBank bank(part_of(spec, first, end), octave_rate, own.norm, own.sparsity);
    const double gain = std::sqrt(rate / octave_rate);
    for (int64_t bin = first; bin < end; ++bin)
      bank.scale(bin - first, gain * (own.scale ? 1 / std::sqrt(lengths[static_cast<size_t>(bin)])
                                                : std::sqrt(early_factor_)));
    const dsp::FrameGrid grid{
        .n_fft = bank.n_fft(), .hop_length = hop_length, .pad_mode = own.pad_mode};
    auto spectrum = std::make_unique<dsp::BlockSpectrum>(
        grid, std::vector<double>(static_cast<size_t>(bank.n_fft()), 1.0), kernels_);
    octaves_.push_back({first, halves, std::move(bank), std::move(spectrum)});
    halves = hop_length % 2 == 0;
    if (!halves) continue;
    if (!halving_) halving_.emplace(2);
    hop_length /= 2;
    octave_rate /= 2;
  }
}

int64_t ConstantQ::num_frames(int64_t num_samples) const {
  if (num_samples < 1) return 0;
  const int64_t length = (num_samples + early_factor_ - 1) / early_factor_;
  return 1 + length / (hop_length_ / early_factor_);
}

Locality ConstantQ::locality() const {
  int64_t rate_factor = early_factor_;
  int64_t around = early_ ? early_->reach() : 0;
  int64_t widest = 0;
  for (const Octave& octave : octaves_) {
    if (octave.halves_before) {
      around += rate_factor * halving_->reach();
      rate_factor *= 2;
    }
    widest = std::max(widest, around + rate_factor * (octave.bank.n_fft() / 2 + 2));
  }
  return {.hop_length = hop_length_, .before = widest, .after = widest};
}

void ConstantQ::compute(std::span<const float> mono,
                        const std::function<void(const ConstantQBlock&)>& visit) const {
  thread_local std::vector<float> buffers[2];
  const dsp::FlushDenormals flush;
  const int64_t frames = num_frames(static_cast<int64_t>(mono.size()));
  if (frames == 0) throw_too_short(0, 1);
  size_t current = 0;
  std::span<const float> signal = mono;
  const auto decimate = [&](const Decimator& decimator) {
    current = 1 - current;
    decimator.apply(signal, buffers[current], kernels_);
    signal = buffers[current];
  };
  if (early_) decimate(*early_);
  for (const Octave& octave : octaves_) {
    if (octave.halves_before) decimate(*halving_);
    compute_octave(octave, mono, signal, frames, visit);
  }
}

void ConstantQ::compute_octave(const Octave& octave, std::span<const float> mono,
                               std::span<const float> signal, int64_t num_frames,
                               const std::function<void(const ConstantQBlock&)>& visit) const {
  thread_local dsp::Scratch spectrum_scratch, part_scratch, magnitude_scratch;
  const dsp::BlockSpectrum& spectrum = *octave.spectrum;
  const int64_t num_bins = octave.bank.num_bands();
  const int64_t count = num_bins * kernels_.lanes;
  const auto tables = octave.bank.tables();
  float* bins = spectrum_scratch.floats(2 * spectrum.block_floats());
  float* parts = part_scratch.floats(2 * count);
  float* magnitudes = magnitude_scratch.floats(count);
  for (int64_t frame = 0; frame < num_frames; frame += kernels_.lanes) {
    spectrum.compute_complex(signal, frame, bins);
    kernels_.apply_complex_bank(tables, spectrum.num_bins(), bins, parts);
    const int64_t in_block = std::min(kernels_.lanes, num_frames - frame);
    repeat_last_lane(parts, 2 * num_bins, in_block, kernels_.lanes);
    kernels_.magnitudes(parts, count, magnitudes);
    if (!kernels_.all_within(magnitudes, count, static_cast<float>(largest_magnitude))) {
      require_usable(mono, largest_sample);
      throw core::Bug({.what = "constant-Q transform", .got = "values that samples cannot give"});
    }
    visit({.first_bin = octave.first_bin,
           .num_bins = num_bins,
           .first_frame = frame,
           .count = in_block,
           .parts = parts,
           .magnitudes = magnitudes});
  }
}

}  // namespace pinna::features
