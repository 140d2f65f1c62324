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
#include "pinna/data/read_clip.h"

namespace pinna::data {
namespace {

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
  audio::Waveform waveform = read_clip(clip);
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
