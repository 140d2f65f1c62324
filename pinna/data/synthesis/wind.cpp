#include <array>
#include <cmath>

#include "pinna/data/synthesis/families.h"
#include "pinna/data/synthesis/noise.h"
#include "pinna/data/synthesis/resonator.h"

namespace pinna::data {
namespace {

/// Samples between two retunings of the resonances.
constexpr int64_t retuning_period = 32;

/// An edge or a gap that whistles; its pitch follows the speed of the air.
struct Whistle {
  double calm_hz;
  double octaves;  ///< from calm to the strongest gust
  double q;
  double level;
};

struct Weather {
  double gusts_per_second;
  double gustiness;  ///< 0: steady
  std::array<Whistle, 3> whistles;
  double buffeting_hz;
  double buffeting_level;
};

Weather draw_weather(core::Random& random) {
  Weather weather{.gusts_per_second = log_uniform(random, 0.4, 2),
                  .gustiness = random.uniform(0.5, 1),
                  .whistles = {},
                  .buffeting_hz = log_uniform(random, 60, 220),
                  .buffeting_level = log_uniform(random, 0.3, 3)};
  for (Whistle& whistle : weather.whistles)
    whistle = {.calm_hz = log_uniform(random, 180, 900),
               .octaves = random.uniform(0.4, 1.3),
               .q = log_uniform(random, 1.2, 18),
               .level = log_uniform(random, 0.3, 1)};
  return weather;
}

}  // namespace

EventTrack wind(Take& take) {
  const Weather weather = draw_weather(take.source);
  core::Random& random = take.random;
  EventTrack track(take.num_samples);
  PinkNoise air;
  BrownNoise pressure(take.sample_rate);
  Resonator buffeting(weather.buffeting_hz, 0.7, take.sample_rate);
  SlowCurve gusts(weather.gusts_per_second, take.sample_rate, random);
  SlowCurve flutter(6 * weather.gusts_per_second, take.sample_rate, random);
  std::array<Resonator, 3> resonators{Resonator(1, 1, take.sample_rate),
                                      Resonator(1, 1, take.sample_rate),
                                      Resonator(1, 1, take.sample_rate)};
  for (int64_t i = 0; i < take.num_samples; ++i) {
    const double swing = 0.8 * gusts.next(random) + 0.2 * flutter.next(random);
    const double strength = 0.5 + 0.5 * weather.gustiness * swing;
    const double noise = air.next(random);
    double sample = weather.buffeting_level * buffeting.lowpass(pressure.next(random));
    for (size_t w = 0; w < resonators.size(); ++w) {
      const Whistle& whistle = weather.whistles[w];
      if (i % retuning_period == 0)
        resonators[w].tune(whistle.calm_hz * std::exp2(whistle.octaves * strength), whistle.q);
      // A sharper resonance passes less noise: sqrt(q) keeps the whistles equally loud.
      sample += whistle.level * std::sqrt(whistle.q) * resonators[w].bandpass(noise);
    }
    track.samples[static_cast<size_t>(i)] = static_cast<float>(strength * strength * sample);
  }
  shape_span(track, draw_span(take, 0.5), random.uniform(0.1, 0.6), take.sample_rate);
  return track;
}

}  // namespace pinna::data
