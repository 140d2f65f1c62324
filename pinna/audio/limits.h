// What this program takes for sound; checked before anything is allocated.
#pragma once

#include <cstdint>

namespace pinna::audio {

inline constexpr int64_t kMaxChannels = 64;
inline constexpr int64_t kMaxSampleRate = 768000;         ///< Hz; the lowest is 1 Hz
inline constexpr int64_t kMaxSeconds = 8 * 3600;          ///< of a whole file
inline constexpr int64_t kMaxSamples = int64_t{1} << 31;  ///< frames * channels of one waveform

}  // namespace pinna::audio
