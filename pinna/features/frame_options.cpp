#include "pinna/features/frame_options.h"

#include <array>

namespace pinna::features {
namespace {

constexpr FrameOptions librosa_frames{.frame_length = 2048};

const std::array rms_presets{
    Preset<RmsOptions>{"pinna-1", "22.05 kHz, 1024 / 512, reflected ends", {}},
    Preset<RmsOptions>{"librosa-0.11",
                       "librosa.feature.rms of samples, defaults of 0.11",
                       {.frames = librosa_frames, .pad_mode = dsp::PadMode::constant}}};

const std::array crossing_presets{
    Preset<ZeroCrossingRateOptions>{"pinna-1", "22.05 kHz, 1024 / 512", {}},
    Preset<ZeroCrossingRateOptions>{"librosa-0.11",
                                    "librosa.feature.zero_crossing_rate, defaults of 0.11",
                                    {.frames = librosa_frames}}};

const std::array waveform_presets{
    Preset<WaveformOptions>{"pinna-1", "samples at 22.05 kHz", {}},
    Preset<WaveformOptions>{"librosa-0.11", "librosa.load, defaults of 0.11: 22.05 kHz, mono", {}}};

template <class Options>
const Options& checked(const Options& options) {
  core::check_options(options);
  return options;
}

}  // namespace

std::span<const Preset<RmsOptions>> RmsOptions::presets() {
  return rms_presets;
}
std::span<const Preset<ZeroCrossingRateOptions>> ZeroCrossingRateOptions::presets() {
  return crossing_presets;
}
std::span<const Preset<WaveformOptions>> WaveformOptions::presets() {
  return waveform_presets;
}

RmsOptions resolved(const RmsOptions& options) {
  return checked(options);
}
ZeroCrossingRateOptions resolved(const ZeroCrossingRateOptions& options) {
  return checked(options);
}
WaveformOptions resolved(const WaveformOptions& options) {
  return checked(options);
}

dsp::FrameGrid frame_grid(const FrameOptions& options, dsp::PadMode pad_mode) {
  return {.n_fft = options.frame_length,
          .hop_length = options.hop_length,
          .center = options.center,
          .pad_mode = pad_mode};
}

}  // namespace pinna::features
