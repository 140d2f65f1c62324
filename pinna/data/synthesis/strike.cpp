#include "pinna/data/synthesis/strike.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "pinna/data/synthesis/noise.h"
#include "pinna/data/synthesis/resonator.h"

namespace pinna::data {
namespace {

/// Amplitude factor a sample of a decay by 60 dB over `seconds`.
double decay_factor(double seconds, double sample_rate) {
  return std::pow(1e-3, 1 / (seconds * sample_rate));
}

int64_t end_of(std::span<const float> samples, int64_t start, double seconds, double sample_rate) {
  return std::min(static_cast<int64_t>(samples.size()),
                  start + static_cast<int64_t>(seconds * sample_rate));
}

}  // namespace

std::vector<Mode> struck_by(std::vector<Mode> modes, double contact_seconds) {
  for (Mode& mode : modes) mode.amplitude /= std::hypot(1, mode.frequency_hz * contact_seconds);
  return modes;
}

int64_t add_strike(std::span<float> samples, int64_t start, std::span<const Mode> modes,
                   double strength, int64_t sample_rate) {
  const auto rate = static_cast<double>(sample_rate);
  int64_t last = start;
  for (const Mode& mode : modes) {
    if (mode.frequency_hz > 0.45 * rate) continue;
    const double angle = 2 * std::numbers::pi * mode.frequency_hz / rate;
    const double decay = decay_factor(mode.decay_seconds, rate);
    const double feedback = 2 * decay * std::cos(angle);
    double previous = 0;
    double current = strength * mode.amplitude * decay * std::sin(angle);
    const int64_t end = end_of(samples, start, mode.decay_seconds, rate);
    for (int64_t i = start; i < end; ++i) {
      samples[static_cast<size_t>(i)] += static_cast<float>(current);
      previous = std::exchange(current, feedback * current - decay * decay * previous);
    }
    last = std::max(last, end);
  }
  return last;
}

int64_t add_burst(std::span<float> samples, int64_t start, const NoiseBurst& burst,
                  int64_t sample_rate, core::Random& random) {
  const auto rate = static_cast<double>(sample_rate);
  Resonator band(burst.frequency_hz, burst.q, sample_rate);
  const double decay = decay_factor(burst.decay_seconds, rate);
  const double attack = std::max(1.0, burst.attack_seconds * rate);
  const int64_t end = end_of(samples, start, burst.attack_seconds + burst.decay_seconds, rate);
  double level = burst.amplitude;
  for (int64_t i = start; i < end; ++i) {
    const double rise = std::min(1.0, static_cast<double>(i - start + 1) / attack);
    if (rise >= 1) level *= decay;
    samples[static_cast<size_t>(i)] +=
        static_cast<float>(rise * level * band.bandpass(white_noise(random)));
  }
  return std::max(start, end);
}

}  // namespace pinna::data
