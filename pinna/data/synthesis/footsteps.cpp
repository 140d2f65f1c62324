#include <algorithm>
#include <cmath>
#include <vector>

#include "pinna/data/synthesis/families.h"
#include "pinna/data/synthesis/strike.h"

namespace pinna::data {
namespace {

struct Walker {
  double steps_per_second;
  double limp;              ///< how much weaker every other step is
  double roll_seconds;      ///< from heel to toe
  double toe_strength;      ///< against the heel
  std::vector<Mode> floor;  ///< how the ground answers
  NoiseBurst sole;          ///< the contact of shoe and ground
  NoiseBurst scuff;         ///< the foot dragging along
  double grains_per_step;   ///< gravel, leaves; 0 on smooth ground
  double grain_hz;
};

std::vector<Mode> draw_floor(core::Random& random) {
  std::vector<Mode> floor;
  for (int64_t mode = 0; mode < 3; ++mode)
    floor.push_back(
        {log_uniform(random, 55, 170), random.uniform(0.06, 0.2), random.uniform(0.5, 1)});
  const double hardness = random.uniform(0, 0.6);
  for (int64_t mode = 0; mode < 3; ++mode)
    floor.push_back({log_uniform(random, 200, 900), random.uniform(0.02, 0.08),
                     hardness * random.uniform(0.3, 1)});
  return floor;
}

Walker draw_walker(core::Random& random) {
  const bool is_gravel = random.chance(0.4);
  return {.steps_per_second = random.uniform(1.4, 2.7),
          .limp = random.uniform(0, 0.35),
          .roll_seconds = random.uniform(0.06, 0.15),
          .toe_strength = random.uniform(0.2, 0.7),
          .floor = draw_floor(random),
          .sole = {.frequency_hz = log_uniform(random, 700, 3500),
                   .q = 0.8,
                   .attack_seconds = 0.001,
                   .decay_seconds = random.uniform(0.015, 0.06),
                   .amplitude = log_uniform(random, 0.2, 1.2)},
          .scuff = {.frequency_hz = log_uniform(random, 1200, 5000),
                    .q = 0.8,
                    .attack_seconds = random.uniform(0.03, 0.08),
                    .decay_seconds = random.uniform(0.05, 0.15),
                    .amplitude = log_uniform(random, 0.02, 0.25)},
          .grains_per_step = is_gravel ? random.uniform(15, 60) : 0,
          .grain_hz = log_uniform(random, 1500, 5000)};
}

int64_t add_grains(EventTrack& track, Take& take, const Walker& walker, int64_t start) {
  int64_t end = start;
  for (double left = walker.grains_per_step; left >= 1; --left) {
    const NoiseBurst grain{.frequency_hz = walker.grain_hz * log_uniform(take.random, 0.6, 1.6),
                           .q = 1.5,
                           .attack_seconds = 0.0003,
                           .decay_seconds = take.random.uniform(0.004, 0.02),
                           .amplitude = 0.4 * std::exp(0.7 * take.random.normal())};
    const int64_t delay = take.to_samples(take.random.uniform(0, 2 * walker.roll_seconds));
    end = std::max(end,
                   add_burst(track.samples, start + delay, grain, take.sample_rate, take.random));
  }
  return end;
}

/// Heel, toe, scuff and grains of one step; returns its end.
int64_t add_step(EventTrack& track, Take& take, const Walker& walker, int64_t start,
                 double strength) {
  const auto land = [&](int64_t at, double force) {
    NoiseBurst sole = walker.sole;
    sole.amplitude *= force;
    return std::max(add_strike(track.samples, at, walker.floor, force, take.sample_rate),
                    add_burst(track.samples, at, sole, take.sample_rate, take.random));
  };
  const int64_t toe = start + take.to_samples(walker.roll_seconds * take.random.uniform(0.8, 1.2));
  NoiseBurst scuff = walker.scuff;
  scuff.amplitude *= strength * take.random.uniform(0.2, 1.5);
  return std::max({land(start, strength), land(toe, strength * walker.toe_strength),
                   add_burst(track.samples, toe, scuff, take.sample_rate, take.random),
                   add_grains(track, take, walker, start)});
}

}  // namespace

EventTrack footsteps(Take& take) {
  const Walker walker = draw_walker(take.source);
  core::Random& random = take.random;
  EventTrack track(take.num_samples);
  double seconds = random.uniform(0, 0.3 * take.seconds());
  const double stop = random.uniform(0.6, 1.4) * take.seconds();
  const int64_t onset = take.to_samples(seconds);
  int64_t offset = onset;
  // At least two steps where the clip has room for them.
  for (int64_t step = 0; seconds < take.seconds() && (seconds < stop || step < 2); ++step) {
    const double strength = random.uniform(0.8, 1) * (step % 2 == 1 ? 1 - walker.limp : 1);
    offset = std::max(offset, add_step(track, take, walker, take.to_samples(seconds), strength));
    seconds += random.uniform(0.94, 1.06) / walker.steps_per_second;
  }
  track.add_event({.onset = onset, .offset = offset});
  return track;
}

}  // namespace pinna::data
