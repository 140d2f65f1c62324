// How loud a clip sounds, for mixing two of them in equal parts.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pinna/dsp/block_spectrum.h"

namespace pinna::data {

/// A-weighting of IEC 61672-1, annex E, in dB; -infinity at 0 Hz.
double a_weighting_db(double frequency_hz);

/// The A-weighted level of the loudest moment, as between-class learning measures it (Tokozume et
/// al. 2018, section 3.3 and its code: Hann windows of 2048 samples, 4096 above 25 kHz, half
/// overlapping). Immutable; may serve any number of threads.
class WeightedLevel {
 public:
  static constexpr double floor_db = -80;

  explicit WeightedLevel(int64_t sample_rate);
  /// 10 log10 of the largest frame's weighted |X|^2 sum, at least floor_db.
  double largest_db(std::span<const float> samples) const;

 private:
  dsp::BlockSpectrum spectrum_;
  std::vector<float> weights_;  ///< [bins], of power
};

}  // namespace pinna::data
