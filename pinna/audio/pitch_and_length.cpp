#include "pinna/audio/pitch_and_length.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <SoundTouch.h>
#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::audio {
namespace {

static_assert(std::is_same_v<soundtouch::SAMPLETYPE, float>, "SoundTouch was built for integers");

constexpr int64_t max_channels = 16;

void check(const Waveform& waveform, double semitones, double stretch) {
  if (std::abs(semitones) > 24 || !(stretch >= 0.25 && stretch <= 4) ||
      waveform.num_channels > max_channels)
    throw core::InvalidOptions(
        {.what = "change of pitch and length",
         .got = fmt::format("{} semitones, {} times as long, {} channels", semitones, stretch,
                            waveform.num_channels),
         .expected = fmt::format("-24 to 24 semitones, 0.25 to 4 times, at most {} channels",
                                 max_channels)});
}

std::vector<float> interleaved(const Waveform& waveform) {
  std::vector<float> samples(waveform.samples.size());
  const auto channels = static_cast<size_t>(waveform.num_channels);
  for (int64_t c = 0; c < waveform.num_channels; ++c) {
    const auto channel = waveform.channel(c);
    for (size_t i = 0; i < channel.size(); ++i)
      samples[i * channels + static_cast<size_t>(c)] = channel[i];
  }
  return samples;
}

/// The first `num_frames` frames that come out, filled up with zeros.
Waveform received(soundtouch::SoundTouch& changer, const Waveform& like, int64_t num_frames) {
  const auto channels = static_cast<size_t>(like.num_channels);
  std::vector<float> samples(static_cast<size_t>(num_frames) * channels);
  size_t done = 0;
  while (done < static_cast<size_t>(num_frames)) {
    const auto got =
        changer.receiveSamples(samples.data() + done * channels,
                               static_cast<unsigned>(static_cast<size_t>(num_frames) - done));
    if (got == 0) break;
    done += got;
  }
  Waveform result{.samples = std::vector<float>(samples.size()),
                  .num_channels = like.num_channels,
                  .sample_rate = like.sample_rate};
  for (int64_t c = 0; c < like.num_channels; ++c) {
    const auto channel = result.channel(c);
    for (size_t i = 0; i < channel.size(); ++i)
      channel[i] = samples[i * channels + static_cast<size_t>(c)];
  }
  return result;
}

}  // namespace

Waveform change_pitch_and_length(const Waveform& waveform, double semitones, double stretch) {
  check(waveform, semitones, stretch);
  if ((semitones == 0 && stretch == 1) || waveform.num_frames() == 0) return waveform;
  soundtouch::SoundTouch changer;
  changer.setSampleRate(static_cast<unsigned>(waveform.sample_rate));
  changer.setChannels(static_cast<unsigned>(waveform.num_channels));
  changer.setPitchSemiTones(semitones);
  changer.setTempo(1 / stretch);
  changer.putSamples(interleaved(waveform).data(), static_cast<unsigned>(waveform.num_frames()));
  changer.flush();
  return received(changer, waveform,
                  std::llround(static_cast<double>(waveform.num_frames()) * stretch));
}

}  // namespace pinna::audio
