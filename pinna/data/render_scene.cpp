#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "pinna/audio/level.h"
#include "pinna/audio/loudness.h"
#include "pinna/audio/pitch_and_length.h"
#include "pinna/audio/trim.h"
#include "pinna/core/error.h"
#include "pinna/core/random.h"
#include "pinna/data/coloured_noise.h"
#include "pinna/data/soundscape.h"
#include "pinna/data/synthesis/families.h"

namespace pinna::data {
namespace {

constexpr double quietest_lufs = -70;
constexpr double highest_peak = 0.99;

audio::Waveform silence(int64_t num_frames, int64_t sample_rate) {
  return {.samples = std::vector<float>(static_cast<size_t>(num_frames)),
          .sample_rate = sample_rate};
}

void scale(audio::Waveform& waveform, double gain) {
  for (float& sample : waveform.samples) sample = static_cast<float>(sample * gain);
}

/// Integrated loudness of a sound that may be short; silence counts as the gate's level.
double loudness_of(const audio::Waveform& waveform) {
  const int64_t half_second = (waveform.sample_rate + 1) / 2;
  return std::max(quietest_lufs, audio::loudness_lufs(audio::tile(waveform, half_second)));
}

void bring_to(audio::Waveform& waveform, double lufs) {
  scale(waveform, std::pow(10, (lufs - loudness_of(waveform)) / 20));
}

/// A quarter of a sine period at both ends.
void fade(audio::Waveform& waveform, double seconds) {
  const int64_t wanted = std::llround(seconds * static_cast<double>(waveform.sample_rate));
  const int64_t length = std::min(wanted, waveform.num_frames() / 2);
  for (int64_t i = 0; i < length; ++i) {
    const auto factor = static_cast<float>(
        std::sin(std::numbers::pi / 2 * static_cast<double>(i) / static_cast<double>(length)));
    waveform.samples[static_cast<size_t>(i)] *= factor;
    waveform.samples[waveform.samples.size() - 1 - static_cast<size_t>(i)] *= factor;
  }
}

/// Noise between two colours of the loops, whose level follows a smooth random curve.
audio::Waveform wandering_noise(double slope, double wander_db, int64_t num_frames,
                                int64_t sample_rate, core::Random& random) {
  const double to_pink = std::clamp(-slope / 3.01, 0.0, 1.0);
  const double to_brown = std::clamp(-slope / 3.01 - 1, 0.0, 1.0);
  audio::Waveform noise = silence(num_frames, sample_rate);
  const auto add = [&](NoiseColour colour, double share) {
    const std::span<const float> loop = noise_loop(colour);
    auto at = static_cast<size_t>(random.below(std::ssize(loop)));
    const auto gain = static_cast<float>(std::sqrt(share));
    for (float& sample : noise.samples) {
      sample += gain * loop[at];
      at = at + 1 == loop.size() ? 0 : at + 1;
    }
  };
  if (to_pink < 1) add(NoiseColour::white, 1 - to_pink);
  if (to_pink > 0 && to_brown < 1) add(NoiseColour::pink, to_pink * (1 - to_brown));
  if (to_brown > 0) add(NoiseColour::brown, to_brown);

  constexpr double knot_seconds = 1;
  const auto knots = static_cast<size_t>(noise.seconds() / knot_seconds) + 2;
  std::vector<double> levels(knots);
  for (double& level : levels) level = random.uniform(-wander_db, wander_db) / 2;
  for (int64_t i = 0; i < num_frames; ++i) {
    const double place = static_cast<double>(i) / static_cast<double>(sample_rate) / knot_seconds;
    const auto knot = static_cast<size_t>(place);
    const double blend = (1 - std::cos(std::numbers::pi * (place - static_cast<double>(knot)))) / 2;
    const double level = levels[knot] + blend * (levels[knot + 1] - levels[knot]);
    noise.samples[static_cast<size_t>(i)] *= static_cast<float>(std::pow(10, level / 20));
  }
  return noise;
}

class Renderer {
 public:
  Renderer(const SoundscapeOptions& options, const EventSources& sources, const ScenePlan& plan)
      : options_(options),
        sources_(sources),
        plan_(plan),
        random_(options.seed, core::enum_name(plan.name.part) + " sound",
                {plan.name.fold, plan.name.index}) {}

  audio::Waveform render() {
    audio::Waveform mix = background();
    for (const ScenePlanEvent& event : plan_.events) add(event, mix);
    if (plan_.room) put_in_room(mix.samples, *plan_.room, options_.sample_rate, random_);
    if (const double peak = audio::peak(mix.samples); peak > highest_peak)
      scale(mix, highest_peak / peak);
    return mix;
  }

 private:
  int64_t frames(double seconds) const {
    return std::llround(seconds * static_cast<double>(options_.sample_rate));
  }

  audio::Waveform part_of_clip(const ScenePlanEvent& event) const {
    const audio::Waveform& clip = sources_.waveform(*event.clip);
    const int64_t begin = std::min(frames(event.source_time), clip.num_frames());
    const int64_t end = std::min(begin + frames(event.event_duration), clip.num_frames());
    return audio::slice(clip, {begin, end});
  }

  audio::Waveform computed(const ScenePlanEvent& event) {
    const auto family =
        std::find_if(sound_families.begin(), sound_families.end(),
                     [&](const SoundFamily& f) { return f.category == event.label; });
    const int64_t num_samples = frames(event.event_duration);
    Take take{.num_samples = num_samples,
              .sample_rate = options_.sample_rate,
              .source = core::Random(random_.below(int64_t{1} << 62)),
              .random = core::Random(random_.below(int64_t{1} << 62))};
    audio::Waveform sound = silence(num_samples, options_.sample_rate);
    const EventTrack track = family->synthesize(take);
    std::copy_n(track.samples.begin(), std::min(track.samples.size(), sound.samples.size()),
                sound.samples.begin());
    return sound;
  }

  audio::Waveform background() {
    const int64_t num_frames = frames(options_.scene_seconds);
    audio::Waveform sound =
        plan_.background.clip
            ? audio::crop(audio::tile(part_of_clip(plan_.background), num_frames), num_frames)
            : wandering_noise(plan_.background.noise_slope, options_.background.wander_db,
                              num_frames, options_.sample_rate, random_);
    bring_to(sound, options_.background.ref_db);
    return sound;
  }

  void add(const ScenePlanEvent& event, audio::Waveform& mix) {
    audio::Waveform sound = audio::change_pitch_and_length(
        event.clip ? part_of_clip(event) : computed(event), event.pitch_shift, event.time_stretch);
    bring_to(sound, options_.background.ref_db + event.snr);
    fade(sound, options_.event.fade_seconds);
    const int64_t begin = frames(event.event_time);
    const int64_t length = std::min(sound.num_frames(), mix.num_frames() - begin);
    for (int64_t i = 0; i < length; ++i)
      mix.samples[static_cast<size_t>(begin + i)] += sound.samples[static_cast<size_t>(i)];
  }

  const SoundscapeOptions& options_;
  const EventSources& sources_;
  const ScenePlan& plan_;
  core::Random random_;
};

}  // namespace

audio::Waveform render_scene(const SoundscapeOptions& options, const EventSources& sources,
                             const ScenePlan& plan) {
  return Renderer(options, sources, plan).render();
}

}  // namespace pinna::data
