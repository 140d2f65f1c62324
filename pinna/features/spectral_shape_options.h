// Options of measures that sum up the shape of a magnitude spectrum in one number for each frame.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "pinna/core/options.h"
#include "pinna/features/preset.h"
#include "pinna/features/spectrum_options.h"

namespace pinna::features {

/// Where the bins lie. exact: bin * sample_rate / n_fft (librosa). whole_hertz: evenly from 0 to
/// sample_rate // 2 (torchaudio; differs for odd rates and odd n_fft).
enum class BinHertz { exact, whole_hertz };
/// The centroid of a frame without energy: zero (librosa), or nan (torchaudio's 0 / 0).
enum class SilentCentroid { zero, nan };

/// Defaults are the preset `pinna-1`, as in the other structs here.
struct SpectralCentroidOptions {
  static constexpr std::string_view type_name = "spectral_centroid";
  static constexpr std::string_view meaning = "centre of gravity of the spectrum";

  SpectrumOptions spectrum = {};
  BinHertz bin_hertz = BinHertz::exact;
  SilentCentroid silence = SilentCentroid::zero;

  static void fields(auto&& field);
  /// pinna-1, librosa-0.11, torchaudio-0.13.
  static std::span<const Preset<SpectralCentroidOptions>> presets();
  bool operator==(const SpectralCentroidOptions&) const = default;
};

struct SpectralBandwidthOptions {
  static constexpr std::string_view type_name = "spectral_bandwidth";
  static constexpr std::string_view meaning = "spread of the spectrum around its centroid";

  SpectrumOptions spectrum = {};
  double p = 2;
  bool norm = true;  ///< divide by the sum of the magnitudes

  static void fields(auto&& field);
  /// pinna-1, librosa-0.11.
  static std::span<const Preset<SpectralBandwidthOptions>> presets();
  bool operator==(const SpectralBandwidthOptions&) const = default;
};

struct SpectralRolloffOptions {
  static constexpr std::string_view type_name = "spectral_rolloff";
  static constexpr std::string_view meaning = "frequency below which most of the energy lies";

  SpectrumOptions spectrum = {};
  double roll_percent = 0.85;  ///< a part, not per cent, in spite of its name

  static void fields(auto&& field);
  /// pinna-1, librosa-0.11.
  static std::span<const Preset<SpectralRolloffOptions>> presets();
  bool operator==(const SpectralRolloffOptions&) const = default;
};

struct SpectralFlatnessOptions {
  static constexpr std::string_view type_name = "spectral_flatness";
  static constexpr std::string_view meaning =
      "noisiness: geometric over arithmetic mean of the spectrum";

  SpectrumOptions spectrum = {};
  double power = 2;     ///< 1 magnitude, 2 power
  double amin = 1e-10;  ///< in units of magnitude^power

  static void fields(auto&& field);
  /// pinna-1, librosa-0.11.
  static std::span<const Preset<SpectralFlatnessOptions>> presets();
  bool operator==(const SpectralFlatnessOptions&) const = default;
};

/// See resolved(SpectrumOptions).
SpectralCentroidOptions resolved(SpectralCentroidOptions options);
SpectralBandwidthOptions resolved(SpectralBandwidthOptions options);
SpectralRolloffOptions resolved(SpectralRolloffOptions options);
SpectralFlatnessOptions resolved(SpectralFlatnessOptions options);

}  // namespace pinna::features

template <>
struct pinna::core::EnumNames<pinna::features::BinHertz> {
  static constexpr std::array names{std::pair{features::BinHertz::exact, "exact"},
                                    std::pair{features::BinHertz::whole_hertz, "whole_hertz"}};
};
template <>
struct pinna::core::EnumNames<pinna::features::SilentCentroid> {
  static constexpr std::array names{std::pair{features::SilentCentroid::zero, "zero"},
                                    std::pair{features::SilentCentroid::nan, "nan"}};
};

namespace pinna::features {

void SpectralCentroidOptions::fields(auto&& field) {
  using O = SpectralCentroidOptions;
  core::include(field, &O::spectrum);
  field("bin_hertz", &O::bin_hertz, "exact, or whole_hertz: bins end at sample_rate // 2");
  field("silence", &O::silence, "the centroid of frames without energy: zero or nan");
}

void SpectralBandwidthOptions::fields(auto&& field) {
  using O = SpectralBandwidthOptions;
  core::include(field, &O::spectrum);
  field("p", &O::p, "exponent of the distance from the centroid", core::between(0.1, 8));
  field("norm", &O::norm, "divide by the sum of the magnitudes");
}

void SpectralRolloffOptions::fields(auto&& field) {
  using O = SpectralRolloffOptions;
  core::include(field, &O::spectrum);
  field("roll_percent", &O::roll_percent,
        "part of the summed magnitudes that lies at or below the roll-off, between 0 and 1",
        core::between(1e-6, 1 - 1e-6));
}

void SpectralFlatnessOptions::fields(auto&& field) {
  using O = SpectralFlatnessOptions;
  core::include(field, &O::spectrum);
  field("power", &O::power, "exponent of the magnitude: 1 magnitude, 2 power",
        core::between(0.1, 4));
  field("amin", &O::amin, "smaller values count as this [magnitude^power]",
        core::between(1e-30, 1e30));
}

}  // namespace pinna::features
