#include "pinna/audio/trim.h"

#include <algorithm>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::audio {
namespace {

Waveform zeros_like(const Waveform& waveform, int64_t num_frames) {
  return {.samples = std::vector<float>(static_cast<size_t>(num_frames * waveform.num_channels)),
          .num_channels = waveform.num_channels,
          .sample_rate = waveform.sample_rate};
}

void require_length(int64_t num_frames) {
  if (num_frames < 0)
    throw core::InvalidOptions({.what = "length of a waveform",
                                .got = fmt::format("{} frames", num_frames),
                                .expected = "at least 0"});
}

}  // namespace

FrameRange non_zero_range(const Waveform& waveform) {
  const auto is_sound = [](float sample) { return sample != 0; };
  FrameRange range{waveform.num_frames(), 0};
  for (int64_t c = 0; c < waveform.num_channels; ++c) {
    const auto channel = waveform.channel(c);
    const auto first = std::find_if(channel.begin(), channel.end(), is_sound);
    if (first == channel.end()) continue;
    const auto after_last = std::find_if(channel.rbegin(), channel.rend(), is_sound).base();
    range.begin = std::min<int64_t>(range.begin, first - channel.begin());
    range.end = std::max<int64_t>(range.end, after_last - channel.begin());
  }
  return range.end == 0 ? FrameRange{} : range;
}

Waveform slice(const Waveform& waveform, FrameRange range) {
  if (range.begin < 0 || range.end < range.begin || range.end > waveform.num_frames())
    throw core::InvalidOptions(
        {.what = "part of a waveform",
         .got = fmt::format("frames {} to {}", range.begin, range.end),
         .expected = fmt::format("a part of 0 to {}", waveform.num_frames())});
  Waveform part = zeros_like(waveform, range.size());
  for (int64_t c = 0; c < waveform.num_channels; ++c)
    std::copy_n(waveform.channel(c).begin() + range.begin, range.size(), part.channel(c).begin());
  return part;
}

Waveform trim_zeros(const Waveform& waveform) {
  return slice(waveform, non_zero_range(waveform));
}

int64_t Position::offset(int64_t slack) const {
  const int64_t offset = kind_ == Kind::centre ? slack / 2 : frame_;
  if (offset < 0 || offset > slack)
    throw core::InvalidOptions({.what = "position of a part",
                                .got = fmt::format("frame {}", offset),
                                .expected = fmt::format("0 to {}", slack)});
  return offset;
}

Waveform crop(const Waveform& waveform, int64_t num_frames, Position position) {
  require_length(num_frames);
  const int64_t slack = waveform.num_frames() - num_frames;
  if (slack <= 0) return waveform;
  const int64_t begin = position.offset(slack);
  return slice(waveform, {begin, begin + num_frames});
}

Waveform pad(const Waveform& waveform, int64_t num_frames, Position position) {
  require_length(num_frames);
  const int64_t slack = num_frames - waveform.num_frames();
  if (slack <= 0) return waveform;
  const int64_t begin = position.offset(slack);
  Waveform padded = zeros_like(waveform, num_frames);
  for (int64_t c = 0; c < waveform.num_channels; ++c)
    std::ranges::copy(waveform.channel(c), padded.channel(c).begin() + begin);
  return padded;
}

Waveform tile(const Waveform& waveform, int64_t num_frames) {
  require_length(num_frames);
  const int64_t period = waveform.num_frames();
  if (period == 0) return zeros_like(waveform, num_frames);
  if (num_frames <= period) return waveform;
  Waveform tiled = zeros_like(waveform, num_frames);
  for (int64_t c = 0; c < waveform.num_channels; ++c) {
    const auto source = waveform.channel(c);
    const auto target = tiled.channel(c);
    for (int64_t begin = 0; begin < num_frames; begin += period)
      std::copy_n(source.begin(), std::min(period, num_frames - begin), target.begin() + begin);
  }
  return tiled;
}

}  // namespace pinna::audio
