// What training may change about a clip. Sources: reference recipes for ESC-50 named per option.
#pragma once

#include <cstdint>
#include <optional>

#include "pinna/core/options.h"
#include "pinna/data/mixing_options.h"
#include "pinna/data/waveform_effects_options.h"

namespace pinna::data {

/// What masked places become.
enum class MaskFill {
  training_mean,  ///< the mean of each bin over the training clips, which is 0 once standardised
  clip_mean,      ///< the mean of each channel over the clip itself
};

/// Masks over time and frequency (Park et al. 2019, "SpecAugment"). The defaults are PANNs' stripes
/// (Kong et al. 2020: two of up to 64 of 1001 frames, two of up to 8 of 64 bins) as fractions, the
/// time stripes a little wider because five seconds have fewer frames.
struct SpecAugmentOptions {
  int64_t time_masks = 2;
  double time_mask_fraction = 0.08;
  int64_t frequency_masks = 2;
  double frequency_mask_fraction = 0.125;
  MaskFill fill = MaskFill::training_mean;

  static void fields(auto&& field) {
    field("time_masks", &SpecAugmentOptions::time_masks, "masks over time; 0 = off",
          core::between(0, 100));
    field("time_mask_fraction", &SpecAugmentOptions::time_mask_fraction,
          "widest time mask as a fraction of all frames", core::between(0, 1));
    field("frequency_masks", &SpecAugmentOptions::frequency_masks, "masks over frequency; 0 = off",
          core::between(0, 100));
    field("frequency_mask_fraction", &SpecAugmentOptions::frequency_mask_fraction,
          "widest frequency mask as a fraction of all bins", core::between(0, 1));
    field("fill", &SpecAugmentOptions::fill,
          "what masked places become: training_mean (of each bin) or clip_mean (of each channel)");
  }
  bool operator==(const SpecAugmentOptions&) const = default;
};

/// Gain, speed and cyclic shift as in BC learning (Tokozume et al. 2018: 6 dB, 0.8 to 1.25) and
/// EAT; the shift covers a clip of five seconds.
struct AugmentOptions {
  double gain_db = 6;
  double speed = 1;
  double shift_seconds = 2.5;
  bool shift_wraps = true;
  bool polarity = false;
  double silence_seconds = 0;
  std::optional<double> crop_seconds = std::nullopt;
  NoiseOptions noise = {};
  ReverbOptions reverb = {};
  SpecAugmentOptions spec_augment = {};
  MixingOptions mixing = {};

  static void fields(auto&& field) {
    field("gain_db", &AugmentOptions::gain_db, "largest gain up or down [dB]; 0 = off",
          core::between(0, 60));
    field("speed", &AugmentOptions::speed,
          "largest factor on speed and pitch: drawn from 1/speed to speed, uniform in the "
          "logarithm; 1 = off",
          core::between(1, 4));
    field("shift_seconds", &AugmentOptions::shift_seconds,
          "largest cyclic shift either way [s]; 0 = off", core::between(0, 3600));
    field("shift_wraps", &AugmentOptions::shift_wraps,
          "false: shift only as far as exact zeros at the ends allow, so that a padded clip lies "
          "at a random place in one piece");
    field("polarity", &AugmentOptions::polarity, "turn the sign of half the clips");
    field("silence_seconds", &AugmentOptions::silence_seconds,
          "longest part that is silenced [s]; 0 = off", core::between(0, 3600));
    field("crop_seconds", &AugmentOptions::crop_seconds,
          "train on random parts of this length [s]; \"none\" = whole clips",
          core::between(0.001, 3600));
    field("noise", &AugmentOptions::noise, "coloured noise");
    field("reverb", &AugmentOptions::reverb, "rooms that are made up");
    field("spec_augment", &AugmentOptions::spec_augment, "masks over time and frequency");
    field("mixing", &AugmentOptions::mixing, "clips mixed with one another");
  }
  bool operator==(const AugmentOptions&) const = default;

  /// Clips as they are.
  static AugmentOptions none() {
    return {.gain_db = 0,
            .shift_seconds = 0,
            .spec_augment = {.time_masks = 0, .frequency_masks = 0},
            .mixing = {.probability = 0}};
  }
  /// Whether the samples change, so that features differ from epoch to epoch.
  bool changes_waveform() const {
    return gain_db > 0 || speed > 1 || shift_seconds > 0 || polarity || silence_seconds > 0 ||
           noise.probability > 0 || reverb.probability > 0 || crop_seconds ||
           mixing.between_class > 0;
  }
};

}  // namespace pinna::data

template <>
struct pinna::core::EnumNames<pinna::data::MaskFill> {
  static constexpr std::array names{
      std::pair{pinna::data::MaskFill::training_mean, "training_mean"},
      std::pair{pinna::data::MaskFill::clip_mean, "clip_mean"}};
};
