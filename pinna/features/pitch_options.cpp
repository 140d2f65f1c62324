#include "pinna/features/pitch_options.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace pinna::features {

int64_t PitchOptions::min_period() const {
  const double period = std::floor(static_cast<double>(sample_rate) / f_max);
  return std::max<int64_t>(1, static_cast<int64_t>(period));
}

int64_t PitchOptions::max_period() const {
  const double period = std::ceil(static_cast<double>(sample_rate) / f_min);
  return std::min(static_cast<int64_t>(period), frame_length - 1);
}

PitchOptions librosa_pitch() {
  return {.hop_length = std::nullopt, .pad_mode = dsp::PadMode::constant};
}

PitchOptions resolved(PitchOptions options) {
  core::check_options(options);
  if (!options.hop_length) options.hop_length = std::max<int64_t>(1, options.frame_length / 4);
  const double limit = static_cast<double>(options.sample_rate) / 2;
  if (options.f_max > limit)
    throw core::InvalidOptions(
        {.what = "f_max",
         .got = fmt::format("{} Hz", options.f_max),
         .expected = fmt::format("at most half the sample rate, {} Hz", limit)});
  if (options.f_min >= options.f_max)
    throw core::InvalidOptions({.what = "f_min",
                                .got = fmt::format("{} Hz", options.f_min),
                                .expected = fmt::format("below f_max = {} Hz", options.f_max)});
  if (options.frame_length - 1 <= options.min_period())
    throw core::InvalidOptions(
        {.what = "frame_length",
         .got = fmt::format("{} samples", options.frame_length),
         .expected = fmt::format("more than {}, one period of f_max", options.min_period() + 1),
         .fix = "lengthen the frames or raise f_max"});
  return options;
}

dsp::FrameGrid frame_grid(const PitchOptions& options) {
  return {.n_fft = options.frame_length,
          .hop_length = options.hop_length.value(),
          .center = options.center,
          .pad_mode = options.pad_mode};
}

std::vector<std::string> short_frame_warnings(const PitchOptions& options) {
  const double periods = static_cast<double>(options.frame_length) * options.f_min /
                         static_cast<double>(options.sample_rate);
  if (periods >= 2) return {};
  return {
      fmt::format("a frame holds {:.2f} periods of f_min = {} Hz, which makes low pitches "
                  "uncertain: raise frame_length to {:.0f} or raise f_min",
                  periods, options.f_min,
                  std::ceil(2 * static_cast<double>(options.sample_rate) / options.f_min))};
}

}  // namespace pinna::features
