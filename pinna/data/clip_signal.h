// What an audit measures in one clip.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "pinna/audio/waveform.h"
#include "pinna/data/bandwidth.h"
#include "pinna/data/clip_table.h"

namespace pinna::data {

struct ClipSignal {
  int64_t sample_rate = 0;  ///< Hz
  int64_t num_channels = 0;
  double seconds = 0;
  double leading_zero_seconds = 0;   ///< exact zeros in all channels
  double trailing_zero_seconds = 0;  ///< the same at the end; all of a clip of zeros
  double clipped_share = 0;          ///< of all samples: in runs of 3 or more at full scale
  double dc = 0;          ///< largest |mean| of a channel, without the zeros at both ends
  bool is_finite = true;  ///< no sample is NaN or infinite
  std::optional<Bandwidth> bandwidth = std::nullopt;  ///< absent for silence and non-finite clips
  std::string content = "";  ///< digest of rate, channels and decoded samples
  std::string failure = "";  ///< why the clip could not be read; the rest is unset then

  double active_seconds() const { return seconds - leading_zero_seconds - trailing_zero_seconds; }
};

ClipSignal measure_signal(const audio::Waveform& waveform);

/// Decodes and measures. What cannot be read is reported by `failure`, not thrown.
ClipSignal measure_signal(const Clip& clip);

}  // namespace pinna::data
