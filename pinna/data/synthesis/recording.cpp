#include "pinna/data/synthesis/recording.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

#include "pinna/audio/level.h"
#include "pinna/data/synthesis/noise.h"
#include "pinna/data/synthesis/resonator.h"
#include "pinna/data/synthesis/reverberation.h"

namespace pinna::data {
namespace {

constexpr double highest_peak = 0.95;

/// Where and how the takes of one source are recorded.
struct Scene {
  double room_seconds;
  double room_size;
  double room_level;  ///< 0: outdoors
  double microphone_low_hz;
  double microphone_high_hz;
  double brownness;  ///< of the background: 0 pink, 1 brown
  double hum_level;  ///< mains hum against the rest of the background
  double hum_hz;
  double signal_to_noise_db;
  double level_dbfs;
};

Scene draw_scene(core::Random& random) {
  const bool is_outdoors = random.chance(0.4);
  const bool hums = random.chance(0.2);
  return {.room_seconds = log_uniform(random, 0.15, 1.2),
          .room_size = random.uniform(0.7, 3),
          .room_level = is_outdoors ? 0 : log_uniform(random, 0.03, 0.5),
          .microphone_low_hz = log_uniform(random, 20, 150),
          .microphone_high_hz = log_uniform(random, 4500, 16000),
          .brownness = random.uniform(0, 1),
          .hum_level = hums ? random.uniform(0.2, 1) : 0,
          .hum_hz = random.chance(0.5) ? 50.0 : 60.0,
          .signal_to_noise_db = random.uniform(2, 28),
          .level_dbfs = random.uniform(-34, -16)};
}

std::vector<float> background(const Scene& scene, Take& take) {
  PinkNoise pink;
  BrownNoise brown(take.sample_rate);
  const double angle = 2 * std::numbers::pi * scene.hum_hz / static_cast<double>(take.sample_rate);
  std::vector<float> noise(static_cast<size_t>(take.num_samples));
  for (size_t i = 0; i < noise.size(); ++i) {
    const double phase = angle * static_cast<double>(i);
    const double hum = std::sin(phase) + 0.5 * std::sin(2 * phase) + 0.3 * std::sin(3 * phase);
    noise[i] =
        static_cast<float>((1 - scene.brownness) * pink.next(take.random) +
                           scene.brownness * brown.next(take.random) + scene.hum_level * hum);
  }
  return noise;
}

std::vector<float> through_room_and_microphone(const std::vector<float>& dry, const Scene& scene,
                                               const Take& take) {
  Reverberation room(scene.room_seconds, scene.room_size, take.sample_rate);
  Resonator low_cut(scene.microphone_low_hz, 0.7, take.sample_rate);
  Resonator high_cut(scene.microphone_high_hz, 0.7, take.sample_rate);
  std::vector<float> heard(dry.size());
  for (size_t i = 0; i < dry.size(); ++i) {
    double sample = dry[i];
    if (scene.room_level > 0) sample += scene.room_level * room.next(dry[i]);
    heard[i] = static_cast<float>(high_cut.lowpass(low_cut.highpass(sample)));
  }
  return heard;
}

/// RMS over the events only.
double active_rms(const std::vector<float>& samples, const std::vector<SampleRange>& events) {
  double sum = 0;
  int64_t count = 0;
  for (const SampleRange& event : events) {
    const auto part = std::span(samples).subspan(static_cast<size_t>(event.onset),
                                                 static_cast<size_t>(event.size()));
    for (const float sample : part) sum += double{sample} * sample;
    count += event.size();
  }
  return count > 0 ? std::sqrt(sum / static_cast<double>(count)) : 0;
}

double amplitude(double decibels) {
  return std::pow(10, decibels / 20);
}

void scale(std::vector<float>& samples, double factor) {
  for (float& sample : samples) sample = static_cast<float>(factor * sample);
}

}  // namespace

std::vector<float> record(const EventTrack& track, Take& take) {
  const Scene scene = draw_scene(take.source);
  std::vector<float> clip = through_room_and_microphone(track.samples, scene, take);
  std::vector<float> noise = background(scene, take);
  const double wanted_ratio = amplitude(scene.signal_to_noise_db + take.random.uniform(-2, 2));
  scale(noise, active_rms(clip, track.events) / (wanted_ratio * audio::rms(noise)));
  std::ranges::transform(clip, noise, clip.begin(), std::plus{});

  const double level = amplitude(scene.level_dbfs + take.random.uniform(-2, 2));
  const double factor = level / audio::rms(clip);
  scale(clip, std::min(factor, highest_peak / audio::peak(clip)));
  return clip;
}

}  // namespace pinna::data
