#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "pinna/data/synthesis/families.h"
#include "pinna/data/synthesis/noise.h"
#include "pinna/data/synthesis/resonator.h"

namespace pinna::data {
namespace {

struct Machine {
  std::vector<double> cylinder_strength;
  double idle_firings_hz;  ///< firings a second of the whole engine at idle
  double revving;          ///< how far the speed may rise above idle, as a factor
  double roughness;        ///< random part of every firing's time and strength
  double pulse_seconds;
  std::array<double, 3> exhaust_hz;
  double exhaust_q;
  double breath_hz;
  double breath_level;  ///< noise of the gas in every pulse
  double clatter_hz;
  double clatter_level;
};

Machine draw_machine(core::Random& random) {
  Machine machine{.cylinder_strength = {},
                  .idle_firings_hz = log_uniform(random, 14, 75),
                  .revving = random.uniform(1.05, 2.5),
                  .roughness = random.uniform(0.01, 0.12),
                  .pulse_seconds = log_uniform(random, 0.002, 0.009),
                  .exhaust_hz = {log_uniform(random, 60, 160), log_uniform(random, 150, 420),
                                 log_uniform(random, 400, 1100)},
                  .exhaust_q = log_uniform(random, 1, 5),
                  .breath_hz = log_uniform(random, 300, 1800),
                  .breath_level = log_uniform(random, 0.03, 0.4),
                  .clatter_hz = log_uniform(random, 1200, 4500),
                  .clatter_level = log_uniform(random, 0.02, 0.2)};
  machine.cylinder_strength.resize(static_cast<size_t>(1 + random.below(8)));
  for (double& strength : machine.cylinder_strength) strength = random.uniform(0.6, 1);
  return machine;
}

/// Pressure in the exhaust pipe: jumps at every firing and leaks away.
class Pulses {
 public:
  Pulses(const Machine& machine, int64_t sample_rate)
      : machine_(machine),
        sample_rate_(static_cast<double>(sample_rate)),
        decay_(std::exp(-1 / (machine.pulse_seconds * sample_rate_))) {}

  double next(double firings_hz, core::Random& random) {
    phase_ += firings_hz / sample_rate_;
    pressure_ *= decay_;
    if (phase_ >= next_firing_) {
      phase_ -= 1;
      next_firing_ = 1 + machine_.roughness * random.normal();
      cylinder_ = (cylinder_ + 1) % machine_.cylinder_strength.size();
      pressure_ +=
          machine_.cylinder_strength[cylinder_] * (1 + 2 * machine_.roughness * random.normal());
    }
    return pressure_;
  }

 private:
  const Machine& machine_;
  double sample_rate_;
  double decay_;
  double phase_ = 1;  ///< the first firing comes at once
  double next_firing_ = 1;
  double pressure_ = 0;
  size_t cylinder_ = 0;
};

}  // namespace

EventTrack engine(Take& take) {
  const Machine machine = draw_machine(take.source);
  core::Random& random = take.random;
  EventTrack track(take.num_samples);
  Pulses pulses(machine, take.sample_rate);
  std::vector<Resonator> exhaust;
  for (const double hz : machine.exhaust_hz)
    exhaust.emplace_back(hz, machine.exhaust_q, take.sample_rate);
  Resonator breath(machine.breath_hz, 0.7, take.sample_rate);
  Resonator clatter(machine.clatter_hz, 2, take.sample_rate);
  SlowCurve throttle(0.6, take.sample_rate, random);
  SlowCurve hunting(5, take.sample_rate, random);
  for (float& sample : track.samples) {
    const double rev = std::pow(machine.revving, 0.5 + 0.5 * throttle.next(random));
    const double speed = rev * (1 + 0.02 * hunting.next(random));
    const double pressure = pulses.next(machine.idle_firings_hz * speed, random);
    double sound = 0;
    for (Resonator& pipe : exhaust) sound += pipe.bandpass(pressure);
    const double noise = pressure * white_noise(random);
    sound += machine.breath_level * breath.bandpass(noise);
    sound += machine.clatter_level * clatter.bandpass(noise);
    sample = static_cast<float>(sound);
  }
  shape_span(track, draw_span(take, 0.5), random.uniform(0.05, 0.3), take.sample_rate);
  return track;
}

}  // namespace pinna::data
