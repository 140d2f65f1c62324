#include "pinna/audio/level.h"

#include <algorithm>
#include <cmath>

namespace pinna::audio {

Waveform to_mono(const Waveform& waveform) {
  if (waveform.num_channels == 1) return waveform;
  const int64_t num_frames = waveform.num_frames();
  Waveform mono{.samples = std::vector<float>(static_cast<size_t>(num_frames)),
                .num_channels = 1,
                .sample_rate = waveform.sample_rate};
  for (int64_t c = 0; c < waveform.num_channels; ++c) {
    const auto channel = waveform.channel(c);
    for (size_t i = 0; i < channel.size(); ++i) mono.samples[i] += channel[i];
  }
  const float scale = 1.0f / static_cast<float>(waveform.num_channels);
  for (float& sample : mono.samples) sample *= scale;
  return mono;
}

double peak(std::span<const float> samples) {
  float largest = 0;
  for (const float sample : samples) largest = std::max(largest, std::abs(sample));
  return largest;
}

double rms(std::span<const float> samples) {
  if (samples.empty()) return 0;
  double sum = 0;
  for (const float sample : samples) sum += static_cast<double>(sample) * sample;
  return std::sqrt(sum / static_cast<double>(samples.size()));
}

double dbfs(double amplitude) {
  return 20 * std::log10(amplitude);
}

}  // namespace pinna::audio
