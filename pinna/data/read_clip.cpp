#include "pinna/data/read_clip.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::data {

audio::ReadRange range_of(const Clip& clip, const audio::AudioInfo& info) {
  const auto frame_at = [&](double seconds) {
    const double frame = std::round(seconds * static_cast<double>(info.sample_rate));
    return static_cast<int64_t>(std::min(frame, static_cast<double>(info.num_frames)));
  };
  const int64_t start = frame_at(clip.onset);
  const int64_t end = clip.offset ? frame_at(*clip.offset) : info.num_frames;
  if (start >= end)
    throw core::BadData({.what = fmt::format("empty clip \"{}\"", clip.id),
                         .got = fmt::format("frames {} to {} of {}", start, end, info.num_frames),
                         .expected = "at least one frame",
                         .where = clip.path.string(),
                         .fix = "correct its onset and offset or leave the clip out"});
  return {.start_frame = start, .num_frames = end - start};
}

audio::Waveform read_clip(const Clip& clip) {
  audio::AudioReader reader(clip.path);
  return reader.read(range_of(clip, reader.info()));
}

}  // namespace pinna::data
