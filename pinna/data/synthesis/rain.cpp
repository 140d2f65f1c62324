#include <cmath>
#include <numbers>

#include "pinna/data/synthesis/families.h"
#include "pinna/data/synthesis/noise.h"
#include "pinna/data/synthesis/resonator.h"
#include "pinna/data/synthesis/strike.h"

namespace pinna::data {
namespace {

struct Shower {
  double drops_per_second;
  double drop_hz;       ///< where a drop's impact is brightest
  double bubble_share;  ///< of the drops that fall into water
  double bubble_hz;
  double bed_low_hz;
  double bed_high_hz;
  double bed_level;  ///< against a drop of median size
};

Shower draw_shower(core::Random& random) {
  return {.drops_per_second = log_uniform(random, 60, 900),
          .drop_hz = log_uniform(random, 1800, 6000),
          .bubble_share = random.uniform(0, 0.7),
          .bubble_hz = log_uniform(random, 900, 3500),
          .bed_low_hz = log_uniform(random, 250, 1500),
          .bed_high_hz = log_uniform(random, 4000, 9000),
          .bed_level = log_uniform(random, 0.02, 0.2)};
}

/// An air bubble after a drop: radius 3 / f [m], damping 0.13 / r + 0.0072 r^-1.5 [1/s], pitch
/// rising with the damping (van den Doel, "Physically based models for liquid sounds", 2005).
void add_bubble(EventTrack& track, int64_t start, double hz, double rise, double strength,
                int64_t sample_rate) {
  const auto rate = static_cast<double>(sample_rate);
  const double radius = 3 / hz;
  const double damping = 0.13 / radius + 0.0072 * std::pow(radius, -1.5);
  double phase = 0;
  for (int64_t i = start; i < track.num_samples(); ++i) {
    const double seconds = static_cast<double>(i - start) / rate;
    const double envelope = strength * std::exp(-damping * seconds);
    if (envelope < 1e-3 * strength) break;
    phase += 2 * std::numbers::pi * hz * (1 + rise * damping * seconds) / rate;
    track.samples[static_cast<size_t>(i)] += static_cast<float>(envelope * std::sin(phase));
  }
}

void add_drops(EventTrack& track, Take& take, const Shower& shower) {
  core::Random& random = take.random;
  for (double seconds = poisson_gap(random, shower.drops_per_second); seconds < take.seconds();
       seconds += poisson_gap(random, shower.drops_per_second)) {
    const int64_t start = take.to_samples(seconds);
    const double size = std::exp(0.8 * random.normal());
    const NoiseBurst impact{.frequency_hz = shower.drop_hz * log_uniform(random, 0.6, 1.6),
                            .q = 1.2,
                            .attack_seconds = 0.0002,
                            .decay_seconds = random.uniform(0.003, 0.012),
                            .amplitude = size};
    add_burst(track.samples, start, impact, take.sample_rate, random);
    if (random.chance(shower.bubble_share))
      add_bubble(track, start + take.to_samples(random.uniform(0.002, 0.015)),
                 shower.bubble_hz * log_uniform(random, 0.5, 2), random.uniform(0, 0.1), 0.5 * size,
                 take.sample_rate);
  }
}

}  // namespace

EventTrack rain(Take& take) {
  const Shower shower = draw_shower(take.source);
  EventTrack track(take.num_samples);
  Resonator bed_low(shower.bed_low_hz, 0.7, take.sample_rate);
  Resonator bed_high(shower.bed_high_hz, 0.7, take.sample_rate);
  SlowCurve density(0.5, take.sample_rate, take.random);
  for (float& sample : track.samples) {
    const double level = shower.bed_level * (1 + 0.3 * density.next(take.random));
    sample =
        static_cast<float>(level * bed_high.lowpass(bed_low.highpass(white_noise(take.random))));
  }
  add_drops(track, take, shower);
  shape_span(track, draw_span(take, 0.5), take.random.uniform(0.05, 0.4), take.sample_rate);
  return track;
}

}  // namespace pinna::data
