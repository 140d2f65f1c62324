#include "pinna/data/synthesis/resonator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pinna::data {

Resonator::Resonator(double frequency_hz, double q, int64_t sample_rate)
    : sample_rate_(static_cast<double>(sample_rate)) {
  tune(frequency_hz, q);
}

void Resonator::tune(double frequency_hz, double q) {
  const double held = std::min(frequency_hz, 0.45 * sample_rate_);
  const double g = std::tan(std::numbers::pi * held / sample_rate_);
  damping_ = 1 / q;
  a1_ = 1 / (1 + g * (g + damping_));
  a2_ = g * a1_;
  a3_ = g * a2_;
}

Resonator::Outputs Resonator::advance(double input) {
  const double v3 = input - state2_;
  const double v1 = a1_ * state1_ + a2_ * v3;
  const double v2 = state2_ + a2_ * state1_ + a3_ * v3;
  state1_ = 2 * v1 - state1_;
  state2_ = 2 * v2 - state2_;
  return {.low = v2, .band = damping_ * v1, .high = input - damping_ * v1 - v2};
}

double Resonator::lowpass(double input) {
  return advance(input).low;
}
double Resonator::highpass(double input) {
  return advance(input).high;
}
double Resonator::bandpass(double input) {
  return advance(input).band;
}

}  // namespace pinna::data
