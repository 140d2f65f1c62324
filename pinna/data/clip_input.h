// From a file of any length, rate and channel count to the samples a network is given.
#pragma once

#include <array>
#include <cstdint>
#include <utility>

#include "pinna/audio/waveform.h"
#include "pinna/core/options.h"
#include "pinna/data/clip_table.h"

namespace pinna::data {

/// How a clip shorter than clip_seconds is brought to length; a longer one keeps its middle.
enum class Fit {
  pad,   ///< zeros after the clip
  tile,  ///< the clip repeats from its start
};

/// What is cut from the two ends before the clip is fitted.
enum class Trim {
  none,
  zeros,  ///< exact zeros, which data sets of fixed length use as padding
};

/// Defaults: methods of BC learning and ACDNet (Tokozume 2018, Mohaimenuzzaman 2021) trim the
/// zeros that ESC-50 appends and never train on them; tiling fills the time with sound instead.
struct ClipInputOptions {
  double clip_seconds = 5;
  Fit fit = Fit::tile;
  Trim trim = Trim::zeros;

  static void fields(auto&& field) {
    field("clip_seconds", &ClipInputOptions::clip_seconds, "length of every network input [s]",
          core::between(0.001, 3600));
    field("fit", &ClipInputOptions::fit, "filling of shorter clips: pad (zeros) or tile (repeat)");
    field("trim", &ClipInputOptions::trim, "cut exact zeros off both ends first: none or zeros");
  }
  bool operator==(const ClipInputOptions&) const = default;
};

/// Samples in a fitted clip: clip_seconds * sample_rate, rounded.
int64_t num_clip_samples(const ClipInputOptions& options, int64_t sample_rate);

/// One channel (the mean of the file's), resampled to `sample_rate` Hz, trimmed, and exactly
/// num_clip_samples long. A file of zeros stays zeros. MissingInput or BadData, naming the clip,
/// where the file is absent, cannot be decoded, is empty, or has a sample that is not finite.
audio::Waveform load_clip(const Clip& clip, int64_t sample_rate, const ClipInputOptions& options);

}  // namespace pinna::data

template <>
struct pinna::core::EnumNames<pinna::data::Fit> {
  static constexpr std::array names{std::pair{pinna::data::Fit::pad, "pad"},
                                    std::pair{pinna::data::Fit::tile, "tile"}};
};
template <>
struct pinna::core::EnumNames<pinna::data::Trim> {
  static constexpr std::array names{std::pair{pinna::data::Trim::none, "none"},
                                    std::pair{pinna::data::Trim::zeros, "zeros"}};
};
