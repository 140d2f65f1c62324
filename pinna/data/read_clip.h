// A clip's own part of its file, as stored: nothing mixed, resampled or trimmed.
#pragma once

#include "pinna/audio/decode.h"
#include "pinna/audio/waveform.h"
#include "pinna/data/clip_table.h"

namespace pinna::data {

/// The frames between onset and offset (cut at the file's end), rounded to the nearest frame.
/// BadData naming the clip if there are none.
audio::ReadRange range_of(const Clip& clip, const audio::AudioInfo& info);

/// Decodes the part. MissingInput or BadData as audio::AudioReader throws them.
audio::Waveform read_clip(const Clip& clip);

}  // namespace pinna::data
