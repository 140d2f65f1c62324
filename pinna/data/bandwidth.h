// How far up the spectrum of a clip reaches. Lossy coding, old recorders and resampling cut it, and
// where that differs from class to class a network can learn the cut instead of the sound.
#pragma once

#include "pinna/audio/waveform.h"

namespace pinna::data {

/// Frequencies in Hz, to about a 250th of the sample rate.
struct Bandwidth {
  double energy_95 = 0;  ///< 95 % of the energy lies below
  double energy_99 = 0;  ///< 99 % of the energy lies below
  double occupied = 0;   ///< above it the power stays 80 dB below that of the strongest band
};

/// From the mean power of 128 linear bands (Hann windows of 2048 samples, of 1024 or 512 in clips
/// shorter than that). `mono`: one channel, finite and not all zeros.
Bandwidth measure_bandwidth(const audio::Waveform& mono);

}  // namespace pinna::data
