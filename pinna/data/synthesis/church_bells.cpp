#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "pinna/data/synthesis/families.h"
#include "pinna/data/synthesis/strike.h"

namespace pinna::data {
namespace {

/// A partial of a minor-third bell against the prime, and its usual decay against the hum's.
struct Partial {
  double ratio;
  double decay_share;
  double amplitude;
};

/// Hum, prime, tierce, quint, nominal, then the upper partials (Fletcher and Rossing, "The Physics
/// of Musical Instruments", 2nd edition, table 21.1).
constexpr std::array<Partial, 11> church_bell_partials{{{0.5, 1.0, 0.6},
                                                        {1.0, 0.65, 0.9},
                                                        {1.183, 0.55, 1.0},
                                                        {1.506, 0.35, 0.5},
                                                        {2.0, 0.35, 1.0},
                                                        {2.514, 0.2, 0.5},
                                                        {2.662, 0.2, 0.5},
                                                        {3.011, 0.18, 0.6},
                                                        {4.166, 0.12, 0.5},
                                                        {5.433, 0.09, 0.35},
                                                        {6.796, 0.07, 0.25}}};

struct Bell {
  std::vector<Mode> modes;
  double clapper_hz;
  double clapper_level;
};

/// Cast bells are never quite round: each partial is a pair, a little apart, that beats.
Bell draw_bell(core::Random& random, double prime_hz) {
  const double hum_seconds = log_uniform(random, 2.5, 12) * std::sqrt(440 / prime_hz);
  const double contact_seconds = log_uniform(random, 0.0002, 0.0012);
  std::vector<Mode> modes;
  for (const Partial& partial : church_bell_partials) {
    const double hz = prime_hz * partial.ratio * (1 + 0.012 * random.normal());
    const double split_hz = random.uniform(0.2, 1.8) * std::sqrt(partial.ratio);
    const double amplitude = partial.amplitude * std::exp(0.5 * random.normal());
    const double balance = random.uniform(0.2, 0.8);
    const double decay = std::min(20.0, hum_seconds * partial.decay_share);
    modes.push_back({hz, decay, amplitude * balance});
    modes.push_back({hz + split_hz, 0.95 * decay, amplitude * (1 - balance)});
  }
  return {.modes = struck_by(std::move(modes), contact_seconds),
          .clapper_hz = log_uniform(random, 1500, 5000),
          .clapper_level = random.uniform(0.1, 0.8)};
}

/// One to three bells of one tower, a tone or more apart.
std::vector<Bell> draw_tower(core::Random& random) {
  std::vector<Bell> bells;
  double prime_hz = log_uniform(random, 220, 1100);
  const int64_t count = 1 + random.below(3);
  for (int64_t bell = 0; bell < count; ++bell) {
    bells.push_back(draw_bell(random, prime_hz));
    prime_hz *= std::exp2(static_cast<double>(2 + random.below(3)) / 12);
  }
  return bells;
}

}  // namespace

EventTrack church_bells(Take& take) {
  const std::vector<Bell> bells = draw_tower(take.source);
  const double seconds_between_strokes = log_uniform(take.source, 0.5, 2.5);
  core::Random& random = take.random;
  EventTrack track(take.num_samples);
  size_t next_bell = static_cast<size_t>(random.below(std::ssize(bells)));
  double seconds = random.uniform(0, std::min(0.35 * take.seconds(), 1.5));
  while (seconds < take.seconds()) {
    const Bell& bell = bells[next_bell];
    const int64_t onset = take.to_samples(seconds);
    const double strength = random.uniform(0.6, 1);
    const NoiseBurst clapper{.frequency_hz = bell.clapper_hz,
                             .decay_seconds = 0.03,
                             .amplitude = strength * bell.clapper_level};
    add_burst(track.samples, onset, clapper, take.sample_rate, random);
    const int64_t offset = add_strike(track.samples, onset, bell.modes, strength, take.sample_rate);
    track.add_event({.onset = onset, .offset = offset});
    next_bell = (next_bell + 1) % bells.size();
    seconds += seconds_between_strokes * random.uniform(0.9, 1.15);
  }
  return track;
}

}  // namespace pinna::data
