// Options of measures of the samples themselves: where frames lie, without a transform.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "pinna/core/options.h"
#include "pinna/dsp/frame_grid.h"
#include "pinna/features/preset.h"

namespace pinna::features {

/// Frames without a window, as in the presets `pinna-1`.
struct FrameOptions {
  int64_t sample_rate = 22050;  ///< Hz
  int64_t frame_length = 1024;  ///< samples
  int64_t hop_length = 512;     ///< samples
  bool center = true;

  static void fields(auto&& field) {
    using O = FrameOptions;
    using core::between;
    field("sample_rate", &O::sample_rate, "sample rate that audio is converted to [Hz]",
          between(1, 1e6));
    field("frame_length", &O::frame_length, "samples of a frame", between(1, 1 << 20));
    field("hop_length", &O::hop_length, "samples between frames", between(1, 1 << 20));
    field("center", &O::center, "pad the clip so that frame f is centred on f * hop_length");
  }
  bool operator==(const FrameOptions&) const = default;
};

/// Defaults are the preset `pinna-1`.
struct RmsOptions {
  static constexpr std::string_view type_name = "rms";
  static constexpr std::string_view meaning = "level of each frame: root of the mean square";

  FrameOptions frames = {};
  dsp::PadMode pad_mode = dsp::PadMode::reflect;

  static void fields(auto&& field) {
    core::include(field, &RmsOptions::frames);
    field("pad_mode", &RmsOptions::pad_mode,
          "what stands beyond the ends: constant, reflect, replicate");
  }
  /// pinna-1, librosa-0.11.
  static std::span<const Preset<RmsOptions>> presets();
  bool operator==(const RmsOptions&) const = default;
};

/// Beyond the ends stands the end sample, in every preset: other padding could cross zero.
struct ZeroCrossingRateOptions {
  static constexpr std::string_view type_name = "zero_crossing_rate";
  static constexpr std::string_view meaning = "share of samples at which the sign changes";

  FrameOptions frames = {};
  double threshold = 1e-10;  ///< times full scale
  bool zero_pos = true;
  bool pad = false;

  static void fields(auto&& field) {
    using O = ZeroCrossingRateOptions;
    core::include(field, &O::frames);
    field("threshold", &O::threshold, "smaller magnitudes count as 0 [full scale]",
          core::at_least(0));
    field("zero_pos", &O::zero_pos, "0 counts as positive; otherwise as a sign of its own");
    field("pad", &O::pad, "the first sample of a frame counts as a crossing");
  }
  /// pinna-1, librosa-0.11.
  static std::span<const Preset<ZeroCrossingRateOptions>> presets();
  bool operator==(const ZeroCrossingRateOptions&) const = default;
};

struct WaveformOptions {
  static constexpr std::string_view type_name = "waveform";
  static constexpr std::string_view meaning = "the samples themselves";

  int64_t sample_rate = 22050;  ///< Hz

  static void fields(auto&& field) {
    field("sample_rate", &WaveformOptions::sample_rate,
          "sample rate that audio is converted to [Hz]", core::between(1, 1e6));
  }
  /// pinna-1, librosa-0.11.
  static std::span<const Preset<WaveformOptions>> presets();
  bool operator==(const WaveformOptions&) const = default;
};

/// The same options; InvalidOptions that names the field if one is out of range.
RmsOptions resolved(const RmsOptions& options);
ZeroCrossingRateOptions resolved(const ZeroCrossingRateOptions& options);
WaveformOptions resolved(const WaveformOptions& options);

dsp::FrameGrid frame_grid(const FrameOptions& options, dsp::PadMode pad_mode);

}  // namespace pinna::features
