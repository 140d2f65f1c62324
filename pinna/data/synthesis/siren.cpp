#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "pinna/data/synthesis/families.h"
#include "pinna/data/synthesis/noise.h"
#include "pinna/data/synthesis/resonator.h"

namespace pinna::data {
namespace {

enum class Pattern { wail, yelp, two_tone };

struct Horn {
  Pattern pattern;
  double period_seconds;
  double low_hz;
  double high_hz;
  double rise_share;     ///< of the period that the pitch goes up
  double harmonic_fall;  ///< amplitude of harmonic k is k^-harmonic_fall
  double resonance_hz;
  double resonance_q;
};

Horn draw_horn(core::Random& random) {
  const auto pattern = static_cast<Pattern>(random.below(3));
  const std::array<double, 3> shortest{2.5, 0.22, 0.8};
  const std::array<double, 3> longest{6, 0.5, 1.6};
  const auto row = static_cast<size_t>(pattern);
  const double low_hz = log_uniform(random, 350, 750);
  const double interval =
      pattern == Pattern::two_tone ? random.uniform(1.2, 1.5) : random.uniform(1.7, 2.9);
  return {.pattern = pattern,
          .period_seconds = log_uniform(random, shortest[row], longest[row]),
          .low_hz = low_hz,
          .high_hz = low_hz * interval,
          .rise_share = random.uniform(0.35, 0.65),
          .harmonic_fall = random.uniform(0.7, 2.2),
          .resonance_hz = log_uniform(random, 700, 2200),
          .resonance_q = random.uniform(0.7, 2.5)};
}

/// `position` in the period, 0 to 1.
double pitch_hz(const Horn& horn, double position) {
  if (horn.pattern == Pattern::two_tone) return position < 0.5 ? horn.low_hz : horn.high_hz;
  const double up = position / horn.rise_share;
  const double down = (1 - position) / (1 - horn.rise_share);
  const double height = std::min(up, down);
  // A motor and a capacitor both approach their goal exponentially.
  const double curved = (1 - std::exp(-1.5 * height)) / (1 - std::exp(-1.5));
  return horn.low_hz * std::pow(horn.high_hz / horn.low_hz, curved);
}

/// sum over k of k^-fall sin(k phase), up to `limit` harmonics, by the Chebyshev recurrence.
double harmonic_sum(double phase, double fall, int64_t limit) {
  const double twice_cosine = 2 * std::cos(phase);
  double previous = 0;
  double current = std::sin(phase);
  double sum = 0;
  for (int64_t k = 1; k <= limit; ++k) {
    sum += current * std::pow(static_cast<double>(k), -fall);
    previous = std::exchange(current, twice_cosine * current - previous);
  }
  return sum;
}

}  // namespace

EventTrack siren(Take& take) {
  const Horn horn = draw_horn(take.source);
  core::Random& random = take.random;
  EventTrack track(take.num_samples);
  const auto rate = static_cast<double>(take.sample_rate);
  Resonator bell(horn.resonance_hz, horn.resonance_q, take.sample_rate);
  SlowCurve distance(0.5, take.sample_rate, random);
  const double swell_db = random.uniform(0, 8);
  // An approaching or leaving vehicle: at most 25 m/s against 343.
  const double doppler = 1 + random.uniform(-0.07, 0.07);
  double position = random.uniform();
  double phase = 0;
  double hz = pitch_hz(horn, position);
  for (float& sample : track.samples) {
    position += 1 / (horn.period_seconds * rate);
    position -= std::floor(position);
    hz += 0.01 * (doppler * pitch_hz(horn, position) - hz);
    phase = std::fmod(phase + 2 * std::numbers::pi * hz / rate, 2 * std::numbers::pi);
    const int64_t harmonics = std::clamp<int64_t>(static_cast<int64_t>(0.45 * rate / hz), 1, 14);
    const double tone = harmonic_sum(phase, horn.harmonic_fall, harmonics);
    const double level = std::pow(10, swell_db * distance.next(random) / 20);
    sample = static_cast<float>(level * (bell.bandpass(tone) + 0.15 * tone));
  }
  shape_span(track, draw_span(take, 0.4), random.uniform(0.02, 0.3), take.sample_rate);
  return track;
}

}  // namespace pinna::data
