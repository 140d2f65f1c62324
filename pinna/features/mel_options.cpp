#include "pinna/features/mel_options.h"

#include <array>

#include <fmt/format.h>

namespace pinna::features {
namespace {

double nyquist(const MelOptions& options) {
  const int64_t rate = options.spectrum.sample_rate;
  return options.mel_arithmetic == dsp::BankArithmetic::float32 ? static_cast<double>(rate / 2)
                                                                : static_cast<double>(rate) / 2;
}

void check_edges(const MelOptions& options) {
  const double limit = static_cast<double>(options.spectrum.sample_rate) / 2;
  if (*options.f_max > limit)
    throw core::InvalidOptions(
        {.what = "f_max",
         .got = fmt::format("{} Hz", *options.f_max),
         .expected = fmt::format("at most half the sample rate, {} Hz", limit),
         .fix = "lower f_max or write \"none\""});
  if (options.f_min >= *options.f_max)
    throw core::InvalidOptions({.what = "f_min",
                                .got = fmt::format("{} Hz", options.f_min),
                                .expected = fmt::format("below f_max = {} Hz", *options.f_max)});
}

const std::array preset_table{
    Preset<MelOptions>{"pinna-1", "22.05 kHz, 1024 / 512, 64 Slaney mels, reflected ends", {}},
    Preset<MelOptions>{"librosa-0.11", "librosa.feature.melspectrogram, defaults of 0.11",
                       librosa_mel()},
    Preset<MelOptions>{"torchaudio-0.13", "torchaudio.transforms.MelSpectrogram, defaults of 0.13",
                       torchaudio_mel()},
    Preset<MelOptions>{"panns", "PANNs: 32 kHz, 1024 / 320, 64 mels from 50 Hz to 14 kHz",
                       panns_mel()},
    Preset<MelOptions>{"desed", "DESED baseline: 16 kHz, 2048 / 256, 128 mels of the magnitude",
                       desed_mel()},
    Preset<MelOptions>{"radboud", "Radboud practical: 44.1 kHz, 1024 / 256, 64 HTK mels",
                       radboud_mel()}};

}  // namespace

std::span<const Preset<MelOptions>> MelOptions::presets() {
  return preset_table;
}

MelOptions librosa_mel() {
  return {.spectrum = librosa_spectrum(), .n_mels = 128};
}

MelOptions torchaudio_mel() {
  return {.spectrum = torchaudio_spectrum(),
          .n_mels = 128,
          .mel_scale = dsp::FrequencyScale::htk,
          .mel_norm = dsp::BandNorm::none,
          .mel_arithmetic = dsp::BankArithmetic::float32};
}

MelOptions panns_mel() {
  return {.spectrum = {.sample_rate = 32000, .n_fft = 1024, .hop_length = 320},
          .n_mels = 64,
          .f_min = 50,
          .f_max = 14000};
}

MelOptions desed_mel() {
  return {.spectrum = {.sample_rate = 16000,
                       .n_fft = 2048,
                       .hop_length = 256,
                       .window = dsp::WindowShape::hamming,
                       .window_symmetry = dsp::WindowSymmetry::symmetric},
          .power = 1,
          .n_mels = 128,
          .f_max = 8000,
          .mel_scale = dsp::FrequencyScale::htk,
          .mel_norm = dsp::BandNorm::none,
          .mel_arithmetic = dsp::BankArithmetic::float32};
}

MelOptions radboud_mel() {
  return {.spectrum = {.sample_rate = 44100, .n_fft = 1024, .win_length = 512, .hop_length = 256},
          .n_mels = 64,
          .mel_scale = dsp::FrequencyScale::htk,
          .mel_norm = dsp::BandNorm::none,
          .mel_arithmetic = dsp::BankArithmetic::float32};
}

MelOptions resolved(MelOptions options) {
  core::check_options(options);
  options.spectrum = resolved(options.spectrum);
  if (!options.f_max) options.f_max = nyquist(options);
  check_edges(options);
  return options;
}

dsp::BandMatrix mel_bank(const MelOptions& options) {
  return dsp::make_triangular_bank({.sample_rate = options.spectrum.sample_rate,
                                    .n_fft = options.spectrum.n_fft,
                                    .num_bands = options.n_mels,
                                    .f_min = options.f_min,
                                    .f_max = options.f_max.value(),
                                    .scale = options.mel_scale,
                                    .norm = options.mel_norm,
                                    .arithmetic = options.mel_arithmetic});
}

std::vector<double> mel_centers(const MelOptions& options) {
  const double low = dsp::hz_to_scale(options.f_min, options.mel_scale);
  const double high = dsp::hz_to_scale(options.f_max.value(), options.mel_scale);
  std::vector<double> hz;
  for (int64_t band = 1; band <= options.n_mels; ++band) {
    const double share = static_cast<double>(band) / static_cast<double>(options.n_mels + 1);
    hz.push_back(dsp::scale_to_hz(low + share * (high - low), options.mel_scale));
  }
  return hz;
}

std::vector<std::string> empty_band_warnings(const dsp::BandMatrix& bank,
                                             const SpectrumOptions& spectrum,
                                             std::string_view count_option) {
  const std::vector<int64_t> empty = bank.empty_bands();
  if (empty.empty()) return {};
  return {fmt::format(
      "{} of {} bands are empty, because they are narrower than the {:.1f} Hz between bins "
      "(first: band {}): raise n_fft or lower {}",
      empty.size(), bank.num_bands(), spectrum.bin_hz(1), empty.front(), count_option)};
}

}  // namespace pinna::features
