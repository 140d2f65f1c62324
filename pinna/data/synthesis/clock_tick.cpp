#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "pinna/data/synthesis/families.h"
#include "pinna/data/synthesis/strike.h"

namespace pinna::data {
namespace {

/// Unlocking, impulse and drop of a lever escapement: the three small impacts of one beat.
struct Impact {
  double delay_seconds;
  double strength;
};

struct Clock {
  double period_seconds;
  double unevenness;  ///< how much later the tock comes, as a part of the period
  std::array<Impact, 3> impacts;
  std::vector<Mode> tick;
  std::vector<Mode> tock;
};

Clock draw_clock(core::Random& random) {
  constexpr std::array beats_per_second{1.0, 1.0, 2.0, 4.0, 5.0};
  Clock clock{.period_seconds = 1 / (beats_per_second[static_cast<size_t>(random.below(5))] *
                                     random.uniform(0.9, 1.1)),
              .unevenness = random.uniform(0, 0.12),
              .impacts = {{{0, random.uniform(0.2, 0.6)},
                           {random.uniform(0.002, 0.008), random.uniform(0.3, 0.8)},
                           {random.uniform(0.009, 0.02), 1}}},
              .tick = {},
              .tock = {}};
  const double case_hz = log_uniform(random, 250, 900);
  clock.tick.push_back({case_hz, random.uniform(0.03, 0.12), log_uniform(random, 0.05, 0.6)});
  for (int64_t mode = 0; mode < 5; ++mode)
    clock.tick.push_back({log_uniform(random, 1200, 7500), log_uniform(random, 0.006, 0.05),
                          log_uniform(random, 0.2, 1)});
  clock.tock = clock.tick;
  const double detuning = random.uniform(0.75, 0.97);
  for (Mode& mode : clock.tock) mode.frequency_hz *= detuning;
  return clock;
}

int64_t add_beat(EventTrack& track, Take& take, const Clock& clock, int64_t start,
                 const std::vector<Mode>& modes) {
  int64_t end = start;
  for (const Impact& impact : clock.impacts)
    end = std::max(end,
                   add_strike(track.samples, start + take.to_samples(impact.delay_seconds), modes,
                              impact.strength * take.random.uniform(0.85, 1.15), take.sample_rate));
  return end;
}

}  // namespace

EventTrack clock_tick(Take& take) {
  const Clock clock = draw_clock(take.source);
  EventTrack track(take.num_samples);
  const double first = take.random.uniform(0, std::min(0.4 * take.seconds(), 1.5));
  const int64_t onset = take.to_samples(first);
  int64_t offset = onset;
  for (int64_t beat = 0;; ++beat) {
    const bool is_tock = beat % 2 == 1;
    const double late = (is_tock ? clock.unevenness : 0) + 0.004 * take.random.normal();
    const double seconds =
        first + clock.period_seconds * (static_cast<double>(beat) + (beat > 0 ? late : 0));
    if (seconds >= take.seconds()) break;
    offset =
        add_beat(track, take, clock, take.to_samples(seconds), is_tock ? clock.tock : clock.tick);
  }
  track.add_event({.onset = onset, .offset = offset});
  return track;
}

}  // namespace pinna::data
