// Options that the pitch trackers share: where frames lie, and which pitches are looked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/dsp/frame_grid.h"

namespace pinna::features {

/// Defaults are those of the presets `pinna-1`; the range is C2 to C7.
struct PitchOptions {
  int64_t sample_rate = 22050;              ///< Hz
  int64_t frame_length = 2048;              ///< samples
  std::optional<int64_t> hop_length = 512;  ///< samples; empty: frame_length / 4
  bool center = true;
  dsp::PadMode pad_mode = dsp::PadMode::reflect;
  double f_min = 65.4064;    ///< Hz
  double f_max = 2093.0045;  ///< Hz

  static void fields(auto&& field) {
    using O = PitchOptions;
    using core::between;
    field("sample_rate", &O::sample_rate, "sample rate that audio is converted to [Hz]",
          between(1, 1e6));
    field("frame_length", &O::frame_length,
          "samples that are compared with themselves; should hold two periods of f_min",
          between(4, 1 << 18));
    field("hop_length", &O::hop_length, "samples between frames; none: frame_length / 4",
          between(1, 1 << 20));
    field("center", &O::center, "pad the clip so that frame f is centred on f * hop_length");
    field("pad_mode", &O::pad_mode, "what stands beyond the ends: constant, reflect, replicate");
    field("f_min", &O::f_min, "lowest pitch [Hz]", between(1e-3, 1e6));
    field("f_max", &O::f_max, "highest pitch [Hz]", between(1e-3, 1e6));
  }
  bool operator==(const PitchOptions&) const = default;

  /// Shortest and longest period that is looked at [samples].
  int64_t min_period() const;
  int64_t max_period() const;
};

/// librosa.yin and librosa.pyin 0.11 with hop 512: zeros at the ends.
PitchOptions librosa_pitch();

/// With hop_length filled in. Throws InvalidOptions that names the field where f_min is not below
/// f_max, f_max exceeds half the sample rate, or a frame holds no period of f_max.
PitchOptions resolved(PitchOptions options);

dsp::FrameGrid frame_grid(const PitchOptions& options);
/// What to change where a frame holds less than two periods of f_min; often empty.
std::vector<std::string> short_frame_warnings(const PitchOptions& options);

}  // namespace pinna::features
