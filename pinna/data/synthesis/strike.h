// Short sounds of things that are hit: modal synthesis and bursts of filtered noise.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pinna/core/random.h"

namespace pinna::data {

/// One way in which a body vibrates.
struct Mode {
  double frequency_hz = 0;
  double decay_seconds = 0;  ///< until it has fallen by 60 dB, where it is cut
  double amplitude = 1;
};

/// The amplitudes of modes under a contact of `contact_seconds`: a soft or slow contact cannot
/// excite what is quicker than itself (first-order fall above 1 / contact time).
std::vector<Mode> struck_by(std::vector<Mode> modes, double contact_seconds);

/// Adds the free vibration of all modes from sample `start` on: sum of a exp(-t / tau) sin(w t).
/// Returns the sample after the last one changed. Modes above 0.45 * sample_rate are left out.
int64_t add_strike(std::span<float> samples, int64_t start, std::span<const Mode> modes,
                   double strength, int64_t sample_rate);

/// Band-limited noise that rises and falls exponentially.
struct NoiseBurst {
  double frequency_hz = 0;
  double q = 1;
  double attack_seconds = 0;
  double decay_seconds = 0;  ///< until it has fallen by 60 dB, where it is cut
  double amplitude = 1;
};

/// Adds one burst from sample `start` on; returns the sample after the last one changed.
int64_t add_burst(std::span<float> samples, int64_t start, const NoiseBurst& burst,
                  int64_t sample_rate, core::Random& random);

}  // namespace pinna::data
