#include <algorithm>
#include <cmath>
#include <vector>

#include "pinna/data/synthesis/families.h"
#include "pinna/data/synthesis/strike.h"

namespace pinna::data {
namespace {

struct Door {
  std::vector<Mode> modes;
  NoiseBurst knuckle;
  double seconds_between_knocks;
  int64_t knocks;
};

/// Modes of a thin plate go as m^2 + (n * aspect)^2; wood damps the higher ones more.
Door draw_door(core::Random& random) {
  const double lowest_hz = log_uniform(random, 70, 190);
  const double aspect = random.uniform(0.4, 0.9);
  const double damping = log_uniform(random, 0.06, 0.25);
  std::vector<Mode> modes;
  for (int64_t m = 1; m <= 4; ++m)
    for (int64_t n = 1; n <= 3; ++n) {
      const double order =
          static_cast<double>(m * m) + std::pow(aspect * static_cast<double>(n), 2);
      const double hz = lowest_hz * order / (1 + aspect * aspect) * (1 + 0.05 * random.normal());
      modes.push_back({hz, damping / std::sqrt(order), random.uniform(0.2, 1)});
    }
  return {.modes = struck_by(std::move(modes), log_uniform(random, 0.0007, 0.003)),
          .knuckle = {.frequency_hz = log_uniform(random, 900, 2500),
                      .decay_seconds = random.uniform(0.008, 0.025),
                      .amplitude = log_uniform(random, 0.05, 0.5)},
          .seconds_between_knocks = random.uniform(0.13, 0.36),
          .knocks = 2 + random.below(4)};
}

}  // namespace

EventTrack door_wood_knock(Take& take) {
  const Door door = draw_door(take.source);
  core::Random& random = take.random;
  EventTrack track(take.num_samples);
  double seconds = random.uniform(0, 0.5 * take.seconds());
  do {
    const int64_t onset = take.to_samples(seconds);
    int64_t offset = onset;
    for (int64_t left = door.knocks; left > 0 && seconds < take.seconds(); --left) {
      const int64_t start = take.to_samples(seconds);
      const double strength = random.uniform(0.6, 1);
      NoiseBurst knuckle = door.knuckle;
      knuckle.amplitude *= strength;
      offset = std::max({offset,
                         add_strike(track.samples, start, door.modes, strength, take.sample_rate),
                         add_burst(track.samples, start, knuckle, take.sample_rate, random)});
      seconds += door.seconds_between_knocks * random.uniform(0.9, 1.1);
    }
    track.add_event({.onset = onset, .offset = offset});
    seconds += random.uniform(0.5, 2);
  } while (seconds < take.seconds() && random.chance(0.6));
  return track;
}

}  // namespace pinna::data
