// A recording of any length as one channel at one sample rate, piece by piece.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "pinna/audio/decode.h"

namespace pinna::audio {

/// Mixes to mono, converts to `sample_rate` with soxr, and gives the samples to take() in order,
/// some at a time; only a few seconds are in memory. Errors as AudioReader::read and
/// StreamResampler.
void stream_mono(AudioReader& reader, int64_t sample_rate,
                 const std::function<void(std::span<const float>)>& take);

}  // namespace pinna::audio
