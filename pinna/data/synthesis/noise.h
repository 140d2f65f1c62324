// Random signals: the raw material of most sounds outdoors.
#pragma once

#include <array>
#include <cstdint>

#include "pinna/core/random.h"

namespace pinna::data {

/// Independent samples, uniform, mean 0, variance 1.
inline double white_noise(core::Random& random) {
  constexpr double root_of_three = 1.7320508075688772;
  return random.uniform(-root_of_three, root_of_three);
}

/// Power falls by 3 dB an octave: white noise through Paul Kellet's seven-pole filter ("refined"
/// version, musicdsp.org, "Pink noise filter"), variance near 1.
class PinkNoise {
 public:
  double next(core::Random& random);

 private:
  std::array<double, 7> state_ = {};
};

/// Power falls by 6 dB an octave above 20 Hz: a leaky integral of white noise, variance 1.
class BrownNoise {
 public:
  explicit BrownNoise(int64_t sample_rate);
  double next(core::Random& random);

 private:
  double decay_;
  double gain_;
  double state_ = 0;
};

/// A smooth curve through uniform random values in [-1, 1], `rate` of them a second.
class SlowCurve {
 public:
  SlowCurve(double rate, int64_t sample_rate, core::Random& random);
  double next(core::Random& random);

 private:
  double step_;
  double phase_ = 0;
  double from_;
  double to_;
};

}  // namespace pinna::data
