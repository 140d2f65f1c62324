// Noise and rooms that training may add to a clip.
#pragma once

#include "pinna/core/options.h"

namespace pinna::data {

/// Coloured noise as in EAT (Gazneli et al. 2022). The colour is drawn: white, pink, brown, blue or
/// violet, of 0, -3, -6, 3 or 6 dB per octave.
struct NoiseOptions {
  double probability = 0;
  double min_snr_db = 10;
  double max_snr_db = 40;

  static void fields(auto&& field) {
    field("probability", &NoiseOptions::probability, "share of the clips with added noise; 0 = off",
          core::between(0, 1));
    field("min_snr_db", &NoiseOptions::min_snr_db,
          "least level of the clip's sound above the noise [dB]; the level is uniform",
          core::between(-60, 120));
    field("max_snr_db", &NoiseOptions::max_snr_db, "greatest level above the noise [dB]",
          core::between(-60, 120));
  }
  bool operator==(const NoiseOptions&) const = default;
};

/// A room made up: the direct sound and, after a gap, noise that decays exponentially (Moorer,
/// "About this reverberation business", Computer Music Journal 3, 1979).
struct ReverbOptions {
  double probability = 0;
  double min_rt60_seconds = 0.2;
  double max_rt60_seconds = 0.8;
  double min_direct_db = 0;
  double max_direct_db = 20;

  static void fields(auto&& field) {
    field("probability", &ReverbOptions::probability, "share of the clips put in a room; 0 = off",
          core::between(0, 1));
    field("min_rt60_seconds", &ReverbOptions::min_rt60_seconds,
          "shortest reverberation time, a fall by 60 dB [s]; it is uniform",
          core::between(0.01, 5));
    field("max_rt60_seconds", &ReverbOptions::max_rt60_seconds, "longest reverberation time [s]",
          core::between(0.01, 5));
    field("min_direct_db", &ReverbOptions::min_direct_db,
          "least energy of the direct sound above the reverberation's [dB]; it is uniform",
          core::between(-30, 60));
    field("max_direct_db", &ReverbOptions::max_direct_db,
          "greatest energy of the direct sound above the reverberation's [dB]",
          core::between(-30, 60));
  }
  bool operator==(const ReverbOptions&) const = default;
};

}  // namespace pinna::data
