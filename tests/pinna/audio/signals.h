// Signals that the tests of the audio layer are made of.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

#include "pinna/audio/waveform.h"
#include "pinna/core/random.h"

namespace pinna::test {

inline audio::Waveform sine_wave(double frequency, double amplitude, int64_t num_frames,
                                 int64_t sample_rate) {
  audio::Waveform waveform{.samples = {}, .num_channels = 1, .sample_rate = sample_rate};
  for (int64_t i = 0; i < num_frames; ++i)
    waveform.samples.push_back(static_cast<float>(
        amplitude * std::sin(2 * std::numbers::pi * frequency * static_cast<double>(i) /
                             static_cast<double>(sample_rate))));
  return waveform;
}

/// Uniform in [-amplitude, amplitude).
inline audio::Waveform white_noise(int64_t num_channels, int64_t num_frames, int64_t sample_rate,
                                   double amplitude) {
  core::Random random(1);
  audio::Waveform waveform{.samples = {}, .num_channels = num_channels, .sample_rate = sample_rate};
  for (int64_t i = 0; i < num_channels * num_frames; ++i)
    waveform.samples.push_back(static_cast<float>(random.uniform(-amplitude, amplitude)));
  return waveform;
}

}  // namespace pinna::test
