// Sampled sound in memory.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pinna::audio {

/// Samples in [-1, 1] (full scale), channel after channel: samples[channel * num_frames + frame].
struct Waveform {
  std::vector<float> samples;
  int64_t num_channels = 1;
  int64_t sample_rate = 44100;  ///< Hz

  int64_t num_frames() const {
    return num_channels > 0 ? static_cast<int64_t>(samples.size()) / num_channels : 0;
  }
  double seconds() const {
    return static_cast<double>(num_frames()) / static_cast<double>(sample_rate);
  }
  std::span<const float> channel(int64_t index) const {
    return {samples.data() + index * num_frames(), static_cast<size_t>(num_frames())};
  }
  std::span<float> channel(int64_t index) {
    return {samples.data() + index * num_frames(), static_cast<size_t>(num_frames())};
  }
};

}  // namespace pinna::audio
