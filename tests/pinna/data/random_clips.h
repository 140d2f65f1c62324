// Decoded clips of noise for the tests of whatever reads clips in bulk.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "pinna/audio/encode.h"
#include "pinna/core/random.h"
#include "pinna/data/clip_store.h"
#include "pinna/features/log_mel_options.h"

namespace pinna::data {

inline constexpr int64_t random_clip_rate = 8000;

/// Writes `count` files of 100 ms of noise with two alternating labels.
inline ClipTable write_random_clips(const std::filesystem::path& folder, int64_t count) {
  ClipTable table{.name = "noise", .root = folder};
  for (int64_t i = 0; i < count; ++i) {
    core::Random random(1, "clip", {i});
    std::vector<float> samples(800);
    for (float& sample : samples) sample = static_cast<float>(random.uniform(-0.5, 0.5));
    const std::string id = "noise" + std::to_string(i);
    table.clips.push_back(
        {.id = id, .path = folder / (id + ".wav"), .label = i % 2 == 0 ? "even" : "odd"});
    audio::write_audio(table.clips.back().path,
                       {.samples = samples, .sample_rate = random_clip_rate},
                       audio::WavEncoding::float32);
  }
  assign_targets(table);
  return table;
}

inline std::shared_ptr<ClipStore> random_clips(const std::filesystem::path& folder, int64_t count) {
  return std::make_shared<ClipStore>(write_random_clips(folder, count), random_clip_rate,
                                     ClipInputOptions{.clip_seconds = 0.1});
}

/// A small log-mel at their rate.
inline features::LogMelOptions small_log_mel() {
  features::LogMelOptions options;
  options.mel.spectrum.sample_rate = random_clip_rate;
  options.mel.spectrum.n_fft = 128;
  options.mel.spectrum.hop_length = 64;
  options.mel.n_mels = 8;
  return options;
}

}  // namespace pinna::data
