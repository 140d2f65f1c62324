#include "pinna/data/clip_input.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "pinna/audio/decode.h"
#include "pinna/audio/level.h"
#include "pinna/audio/resample.h"
#include "pinna/audio/trim.h"
#include "pinna/core/error.h"

namespace pinna::data {
namespace {

/// The frames of the file between the clip's onset and offset.
audio::Waveform read_part(const Clip& clip) {
  audio::AudioReader reader(clip.path);
  const auto rate = static_cast<double>(reader.info().sample_rate);
  const int64_t start = std::llround(clip.onset * rate);
  const int64_t file_end = reader.info().num_frames;
  const int64_t end =
      clip.offset ? std::min(file_end, static_cast<int64_t>(std::llround(*clip.offset * rate)))
                  : file_end;
  if (start >= end)
    throw core::BadData({.what = "empty clip " + clip.id,
                         .got = fmt::format("frames {} to {} of {}", start, end, file_end),
                         .expected = "at least one frame",
                         .where = clip.path.string(),
                         .fix = "correct its onset and offset or leave the clip out"});
  return reader.read({.start_frame = start, .num_frames = end - start});
}

audio::Waveform fitted(audio::Waveform waveform, int64_t length, Fit fit) {
  waveform = audio::crop(waveform, length, audio::Position::centre());
  return fit == Fit::tile ? audio::tile(waveform, length) : audio::pad(waveform, length);
}

}  // namespace

int64_t num_clip_samples(const ClipInputOptions& options, int64_t sample_rate) {
  core::check_options(options, "input");
  return std::max<int64_t>(1,
                           std::llround(options.clip_seconds * static_cast<double>(sample_rate)));
}

audio::Waveform load_clip(const Clip& clip, int64_t sample_rate, const ClipInputOptions& options) {
  audio::Waveform waveform = read_part(clip);
  audio::require_finite(waveform, fmt::format("clip {}, {}", clip.id, clip.path.string()));
  waveform = audio::to_mono(waveform);
  // Before resampling, whose filter would ring into the zeros.
  if (options.trim == Trim::zeros) waveform = audio::trim_zeros(waveform);
  if (waveform.samples.empty()) {
    waveform.sample_rate = sample_rate;
  } else {
    waveform = audio::resample(waveform, sample_rate);
  }
  return fitted(std::move(waveform), num_clip_samples(options, sample_rate), options.fit);
}

}  // namespace pinna::data
