#include "pinna/data/clip_signal.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>

#include <fmt/format.h>

#include "pinna/audio/level.h"
#include "pinna/audio/trim.h"
#include "pinna/core/error.h"
#include "pinna/core/hash.h"
#include "pinna/data/read_clip.h"

namespace pinna::data {
namespace {

constexpr float full_scale = 32766.F / 32768.F;  // one step of 16 bits below the largest value
constexpr int64_t shortest_clipped_run = 3;

int64_t count_clipped(std::span<const float> samples) {
  int64_t clipped = 0;
  int64_t run = 0;
  const auto end_run = [&] {
    if (run >= shortest_clipped_run) clipped += run;
    run = 0;
  };
  for (const float sample : samples) {
    if (std::abs(sample) >= full_scale) {
      ++run;
    } else {
      end_run();
    }
  }
  end_run();
  return clipped;
}

double mean(std::span<const float> samples) {
  double sum = 0;
  for (const float sample : samples) sum += sample;
  return samples.empty() ? 0 : sum / static_cast<double>(samples.size());
}

std::string digest(const audio::Waveform& waveform) {
  const std::string_view bytes(reinterpret_cast<const char*>(waveform.samples.data()),
                               waveform.samples.size() * sizeof(float));
  return fmt::format("{}-{}-{}", waveform.sample_rate, waveform.num_channels,
                     core::xxh3_hex(bytes));
}

}  // namespace

ClipSignal measure_signal(const audio::Waveform& waveform) {
  const auto rate = static_cast<double>(waveform.sample_rate);
  const audio::FrameRange active = audio::non_zero_range(waveform);
  ClipSignal signal{
      .sample_rate = waveform.sample_rate,
      .num_channels = waveform.num_channels,
      .seconds = waveform.seconds(),
      .leading_zero_seconds = static_cast<double>(active.begin) / rate,
      .trailing_zero_seconds = static_cast<double>(waveform.num_frames() - active.end) / rate,
      .is_finite = std::all_of(waveform.samples.begin(), waveform.samples.end(),
                               [](float sample) { return std::isfinite(sample); }),
      .content = digest(waveform)};
  if (!signal.is_finite || active.size() == 0) return signal;

  int64_t clipped = 0;
  for (int64_t c = 0; c < waveform.num_channels; ++c) {
    const auto channel = waveform.channel(c).subspan(static_cast<size_t>(active.begin),
                                                     static_cast<size_t>(active.size()));
    clipped += count_clipped(channel);
    signal.dc = std::max(signal.dc, std::abs(mean(channel)));
  }
  signal.clipped_share =
      static_cast<double>(clipped) / static_cast<double>(waveform.samples.size());
  signal.bandwidth = measure_bandwidth(audio::to_mono(audio::slice(waveform, active)));
  return signal;
}

ClipSignal measure_signal(const Clip& clip) {
  try {
    return measure_signal(read_clip(clip));
  } catch (const core::Error& error) {
    const bool is_about_the_clip =
        error.kind() == core::ErrorKind::bad_data || error.kind() == core::ErrorKind::missing_input;
    if (!is_about_the_clip) throw;
    return {.failure = error.what()};
  }
}

}  // namespace pinna::data
