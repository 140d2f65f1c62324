#include "pinna/features/constant_q_options.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace pinna::features {
namespace {

constexpr std::string_view pinna_meaning =
    "22.05 kHz, hop 512, 7 octaves of 12 bins from C1, reflected ends";

const std::array cqt_presets{Preset<CqtOptions>{"pinna-1", pinna_meaning, {}},
                             Preset<CqtOptions>{"librosa-0.11",
                                                "abs(librosa.cqt), defaults of 0.11",
                                                {.constant_q = librosa_constant_q()}}};

const std::array vqt_presets{Preset<VqtOptions>{"pinna-1", pinna_meaning, {}},
                             Preset<VqtOptions>{"librosa-0.11",
                                                "abs(librosa.vqt), defaults of 0.11",
                                                {.constant_q = librosa_constant_q()}}};

void check_cutoff(const ConstantQOptions& options, const dsp::WaveletSpec& spec) {
  const double nyquist = static_cast<double>(options.sample_rate) / 2;
  const double cutoff = dsp::wavelet_cutoff(spec);
  if (cutoff <= nyquist) return;
  throw core::InvalidOptions(
      {.what = "n_bins",
       .got = fmt::format("{}: filters up to {:.1f} Hz{}", options.n_bins, cutoff,
                          is_estimated(options.tuning) ? " in a clip tuned half a bin high" : ""),
       .expected = fmt::format("at most half the sample rate, {} Hz", nyquist),
       .fix = "lower n_bins or f_min, or raise sample_rate"});
}

void check_wavelets(const VqtOptions& options, const dsp::WaveletSpec& spec) {
  constexpr double shortest_allowed = 2, longest_allowed = 1 << 20;
  check_cutoff(options.constant_q, spec);
  const auto lengths =
      dsp::wavelet_lengths(spec, static_cast<double>(options.constant_q.sample_rate));
  const auto [shortest, longest] = std::minmax_element(lengths.begin(), lengths.end());
  if (*shortest >= shortest_allowed && *longest <= longest_allowed) return;
  throw core::InvalidOptions(
      {.what = "filter_scale",
       .got = fmt::format("{}: filters of {:.1f} to {:.1f} samples",
                          options.constant_q.filter_scale, *shortest, *longest),
       .expected = fmt::format("{} to {} samples", shortest_allowed, longest_allowed),
       .fix = "change filter_scale, f_min or bins_per_octave"});
}

}  // namespace

std::span<const Preset<CqtOptions>> CqtOptions::presets() {
  return cqt_presets;
}

std::span<const Preset<VqtOptions>> VqtOptions::presets() {
  return vqt_presets;
}

ConstantQOptions librosa_constant_q() {
  return {.pad_mode = dsp::PadMode::constant};
}

VqtOptions as_vqt(const CqtOptions& options) {
  return {.constant_q = options.constant_q, .gamma = 0};
}

CqtOptions resolved(CqtOptions options) {
  resolved(as_vqt(options));
  return options;
}

VqtOptions resolved(VqtOptions options) {
  core::check_options(options);
  const ConstantQOptions& own = options.constant_q;
  check_levels(own.level);
  const bool is_level =
      own.level.log != LogKind::none || own.level.clip_scaling != ClipScaling::none;
  if (own.part == ConstantQPart::complex && is_level)
    throw core::InvalidOptions(
        {.what = "part",
         .got = "complex, with levels",
         .expected = "magnitude, of which alone there are levels",
         .fix = "set part = \"magnitude\", or log and clip_scaling to \"none\""});
  const double nominal = nominal_tuning(own.tuning);
  const double reach = is_estimated(own.tuning) ? 0.5 : 0;
  for (const double tuning : {nominal - reach, nominal + reach})
    check_wavelets(options, wavelet_spec(options, tuning));
  return options;
}

dsp::WaveletSpec wavelet_spec(const VqtOptions& options, double tuning) {
  const ConstantQOptions& own = options.constant_q;
  const auto bins_per_octave = static_cast<double>(own.bins_per_octave);
  dsp::WaveletSpec spec{
      .filter_scale = own.filter_scale, .gamma = options.gamma, .window = own.window};
  for (int64_t bin = 0; bin < own.n_bins; ++bin)
    spec.centers.push_back(own.f_min *
                           std::exp2((tuning + static_cast<double>(bin)) / bins_per_octave));
  spec.bandwidths = dsp::relative_bandwidths(spec.centers, own.bins_per_octave);
  return spec;
}

double nominal_tuning(const Tuning& tuning) {
  const auto* number = std::get_if<double>(&tuning);
  return number ? *number : 0;
}

}  // namespace pinna::features
