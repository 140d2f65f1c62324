#include <algorithm>
#include <cmath>

#include "pinna/data/synthesis/families.h"
#include "pinna/data/synthesis/noise.h"
#include "pinna/data/synthesis/resonator.h"
#include "pinna/data/synthesis/strike.h"

namespace pinna::data {
namespace {

struct Fire {
  double cracks_per_second;
  double crack_hz;
  double crack_seconds;
  double cluster_chance;  ///< that one crack sets off the next at once
  double lapping_hz;
  double lapping_level;
  double hiss_hz;
  double hiss_level;
};

Fire draw_fire(core::Random& random) {
  return {.cracks_per_second = log_uniform(random, 4, 35),
          .crack_hz = log_uniform(random, 1200, 5000),
          .crack_seconds = log_uniform(random, 0.006, 0.03),
          .cluster_chance = random.uniform(0.1, 0.6),
          .lapping_hz = log_uniform(random, 40, 160),
          .lapping_level = log_uniform(random, 0.05, 0.5),
          .hiss_hz = log_uniform(random, 800, 2500),
          .hiss_level = log_uniform(random, 0.01, 0.08)};
}

void add_flames(EventTrack& track, Take& take, const Fire& fire) {
  core::Random& random = take.random;
  BrownNoise heat(take.sample_rate);
  Resonator lapping(fire.lapping_hz, 1, take.sample_rate);
  Resonator hiss(fire.hiss_hz, 0.7, take.sample_rate);
  SlowCurve flicker(7, take.sample_rate, random);
  for (float& sample : track.samples) {
    const double flame = 0.5 + 0.5 * flicker.next(random);
    // The fourth power makes hiss come in puffs (Farnell's practical 11).
    sample = static_cast<float>(
        fire.lapping_level * (0.4 + flame) * lapping.bandpass(4 * heat.next(random)) +
        fire.hiss_level * std::pow(flame, 4) * hiss.highpass(white_noise(random)));
  }
}

void add_cracks(EventTrack& track, Take& take, const Fire& fire) {
  core::Random& random = take.random;
  double seconds = poisson_gap(random, fire.cracks_per_second);
  while (seconds < take.seconds()) {
    const NoiseBurst crack{.frequency_hz = fire.crack_hz * log_uniform(random, 0.4, 2.2),
                           .q = log_uniform(random, 0.7, 5),
                           .attack_seconds = 0.0001,
                           .decay_seconds = fire.crack_seconds * log_uniform(random, 0.4, 2.5),
                           .amplitude = std::min(12.0, std::exp(1.1 * random.normal()))};
    add_burst(track.samples, take.to_samples(seconds), crack, take.sample_rate, random);
    seconds += random.chance(fire.cluster_chance) ? random.uniform(0.002, 0.025)
                                                  : poisson_gap(random, fire.cracks_per_second);
  }
}

}  // namespace

EventTrack crackling_fire(Take& take) {
  const Fire fire = draw_fire(take.source);
  EventTrack track(take.num_samples);
  add_flames(track, take, fire);
  add_cracks(track, take, fire);
  shape_span(track, draw_span(take, 0.5), take.random.uniform(0.02, 0.2), take.sample_rate);
  return track;
}

}  // namespace pinna::data
