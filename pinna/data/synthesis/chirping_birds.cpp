#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "pinna/data/synthesis/families.h"

namespace pinna::data {
namespace {

/// A whistle whose pitch runs through three values, with an optional trill on top.
struct Syllable {
  double seconds;
  double start_hz, middle_hz, end_hz;
  double trill_hz;     ///< 0: none
  double trill_depth;  ///< as a part of the pitch
  double second_harmonic;
  double gap_seconds;  ///< before the next syllable
};

Syllable draw_syllable(core::Random& random, double centre_hz) {
  const auto near_centre = [&] {
    return std::clamp(centre_hz * log_uniform(random, 0.65, 1.55), 1500.0, 8500.0);
  };
  const bool trills = random.chance(0.35);
  return {.seconds = log_uniform(random, 0.03, 0.22),
          .start_hz = near_centre(),
          .middle_hz = near_centre(),
          .end_hz = near_centre(),
          .trill_hz = trills ? random.uniform(18, 60) : 0,
          .trill_depth = trills ? random.uniform(0.03, 0.2) : 0,
          .second_harmonic = random.uniform(0, 0.25),
          .gap_seconds = log_uniform(random, 0.015, 0.12)};
}

/// Parabola through start, middle and end.
double pitch_hz(const Syllable& syllable, double position) {
  const double rising = 1 - position;
  return syllable.start_hz * rising * (1 - 2 * position) +
         4 * syllable.middle_hz * position * rising +
         syllable.end_hz * position * (2 * position - 1);
}

int64_t add_syllable(EventTrack& track, const Take& take, int64_t start, const Syllable& syllable,
                     double pitch, double strength) {
  const auto rate = static_cast<double>(take.sample_rate);
  const int64_t size = take.to_samples(syllable.seconds);
  const int64_t end = std::min(track.num_samples(), start + size);
  const double band_edge = 0.45 * rate;
  double phase = 0;
  for (int64_t i = start; i < end; ++i) {
    const double position = (static_cast<double>(i - start) + 0.5) / static_cast<double>(size);
    const double trill =
        std::sin(2 * std::numbers::pi * syllable.trill_hz * static_cast<double>(i - start) / rate);
    const double hz = std::min(
        band_edge, pitch * pitch_hz(syllable, position) * (1 + syllable.trill_depth * trill));
    phase += 2 * std::numbers::pi * hz / rate;
    const double overtone = 2 * hz < band_edge ? syllable.second_harmonic * std::sin(2 * phase) : 0;
    const double envelope = strength * std::sqrt(std::sin(std::numbers::pi * position));
    track.samples[static_cast<size_t>(i)] +=
        static_cast<float>(envelope * (std::sin(phase) + overtone));
  }
  return end;
}

struct Bird {
  std::vector<Syllable> repertoire;
  double seconds_between_phrases;
};

Bird draw_bird(core::Random& random) {
  Bird bird{.repertoire = {}, .seconds_between_phrases = log_uniform(random, 0.25, 1.5)};
  const double centre_hz = log_uniform(random, 2300, 5500);
  const int64_t syllables = 1 + random.below(4);
  for (int64_t i = 0; i < syllables; ++i)
    bird.repertoire.push_back(draw_syllable(random, centre_hz));
  return bird;
}

}  // namespace

EventTrack chirping_birds(Take& take) {
  const Bird bird = draw_bird(take.source);
  core::Random& random = take.random;
  EventTrack track(take.num_samples);
  double seconds = random.uniform(0, std::min(0.4 * take.seconds(), 1.5));
  while (seconds < take.seconds()) {
    const int64_t onset = take.to_samples(seconds);
    int64_t offset = onset;
    const double strength = log_uniform(random, 0.5, 1);
    for (int64_t left = 2 + random.below(8); left > 0 && seconds < take.seconds(); --left) {
      const Syllable& syllable =
          bird.repertoire[static_cast<size_t>(random.below(std::ssize(bird.repertoire)))];
      offset = add_syllable(track, take, take.to_samples(seconds), syllable,
                            random.uniform(0.96, 1.04), strength * random.uniform(0.7, 1));
      seconds += syllable.seconds + syllable.gap_seconds * random.uniform(0.8, 1.2);
    }
    track.add_event({.onset = onset, .offset = offset});
    seconds += bird.seconds_between_phrases * random.uniform(0.6, 1.6);
  }
  return track;
}

}  // namespace pinna::data
