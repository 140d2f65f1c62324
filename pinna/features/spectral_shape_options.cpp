#include "pinna/features/spectral_shape_options.h"

#include <array>

namespace pinna::features {
namespace {

constexpr std::string_view own_meaning = "22.05 kHz, 1024 / 512, reflected ends";

const std::array centroid_presets{
    Preset<SpectralCentroidOptions>{"pinna-1", own_meaning, {}},
    Preset<SpectralCentroidOptions>{"librosa-0.11",
                                    "librosa.feature.spectral_centroid, defaults of 0.11",
                                    {.spectrum = librosa_spectrum()}},
    Preset<SpectralCentroidOptions>{
        "torchaudio-0.13",
        "torchaudio.transforms.SpectralCentroid, defaults of 0.13, silence 0 instead of NaN",
        {.spectrum = torchaudio_spectrum(), .bin_hertz = BinHertz::whole_hertz}}};

const std::array bandwidth_presets{
    Preset<SpectralBandwidthOptions>{"pinna-1", own_meaning, {}},
    Preset<SpectralBandwidthOptions>{"librosa-0.11",
                                     "librosa.feature.spectral_bandwidth, defaults of 0.11",
                                     {.spectrum = librosa_spectrum()}}};

const std::array rolloff_presets{
    Preset<SpectralRolloffOptions>{"pinna-1", own_meaning, {}},
    Preset<SpectralRolloffOptions>{"librosa-0.11",
                                   "librosa.feature.spectral_rolloff, defaults of 0.11",
                                   {.spectrum = librosa_spectrum()}}};

const std::array flatness_presets{
    Preset<SpectralFlatnessOptions>{"pinna-1", own_meaning, {}},
    Preset<SpectralFlatnessOptions>{"librosa-0.11",
                                    "librosa.feature.spectral_flatness, defaults of 0.11",
                                    {.spectrum = librosa_spectrum()}}};

template <class Options>
Options with_resolved_spectrum(Options options) {
  core::check_options(options);
  options.spectrum = resolved(options.spectrum);
  return options;
}

}  // namespace

std::span<const Preset<SpectralCentroidOptions>> SpectralCentroidOptions::presets() {
  return centroid_presets;
}
std::span<const Preset<SpectralBandwidthOptions>> SpectralBandwidthOptions::presets() {
  return bandwidth_presets;
}
std::span<const Preset<SpectralRolloffOptions>> SpectralRolloffOptions::presets() {
  return rolloff_presets;
}
std::span<const Preset<SpectralFlatnessOptions>> SpectralFlatnessOptions::presets() {
  return flatness_presets;
}

SpectralCentroidOptions resolved(SpectralCentroidOptions options) {
  return with_resolved_spectrum(options);
}
SpectralBandwidthOptions resolved(SpectralBandwidthOptions options) {
  return with_resolved_spectrum(options);
}
SpectralRolloffOptions resolved(SpectralRolloffOptions options) {
  return with_resolved_spectrum(options);
}
SpectralFlatnessOptions resolved(SpectralFlatnessOptions options) {
  return with_resolved_spectrum(options);
}

}  // namespace pinna::features
