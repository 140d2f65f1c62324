#include "pinna/data/synthesis/noise.h"

#include <cmath>
#include <numbers>

namespace pinna::data {

double PinkNoise::next(core::Random& random) {
  constexpr double unit_variance = 0.34;
  const double white = white_noise(random);
  auto& [b0, b1, b2, b3, b4, b5, b6] = state_;
  b0 = 0.99886 * b0 + white * 0.0555179;
  b1 = 0.99332 * b1 + white * 0.0750759;
  b2 = 0.96900 * b2 + white * 0.1538520;
  b3 = 0.86650 * b3 + white * 0.3104856;
  b4 = 0.55000 * b4 + white * 0.5329522;
  b5 = -0.7616 * b5 - white * 0.0168980;
  const double pink = b0 + b1 + b2 + b3 + b4 + b5 + b6 + white * 0.5362;
  b6 = white * 0.115926;
  return unit_variance * pink;
}

BrownNoise::BrownNoise(int64_t sample_rate) {
  constexpr double corner_hz = 20;
  decay_ = std::exp(-2 * std::numbers::pi * corner_hz / static_cast<double>(sample_rate));
  gain_ = std::sqrt(1 - decay_ * decay_);
}

double BrownNoise::next(core::Random& random) {
  state_ = decay_ * state_ + gain_ * white_noise(random);
  return state_;
}

SlowCurve::SlowCurve(double rate, int64_t sample_rate, core::Random& random)
    : step_(rate / static_cast<double>(sample_rate)),
      phase_(random.uniform()),
      from_(random.uniform(-1, 1)),
      to_(random.uniform(-1, 1)) {}

double SlowCurve::next(core::Random& random) {
  phase_ += step_;
  if (phase_ >= 1) {
    phase_ -= 1;
    from_ = to_;
    to_ = random.uniform(-1, 1);
  }
  return from_ + (to_ - from_) * phase_ * phase_ * (3 - 2 * phase_);
}

}  // namespace pinna::data
