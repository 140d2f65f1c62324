// Signals with a known pitch.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

namespace pinna::features::test {

/// A tone of four harmonics.
inline std::vector<float> tone(double hz, double sample_rate, int64_t num_samples) {
  std::vector<float> samples;
  for (int64_t i = 0; i < num_samples; ++i) {
    double value = 0;
    for (int harmonic = 1; harmonic <= 4; ++harmonic)
      value += std::sin(2 * M_PI * hz * harmonic * static_cast<double>(i) / sample_rate) / harmonic;
    samples.push_back(static_cast<float>(0.2 * value));
  }
  return samples;
}

}  // namespace pinna::features::test
