#include "pinna/features/delta_options.h"

#include <string>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

const std::array preset_table{
    Preset<DeltaOptions>{"pinna-1", "change of the log-mel of pinna-1 over 9 frames", {}},
    Preset<DeltaOptions>{"librosa-0.11",
                         "librosa.feature.delta of the log-mel, defaults of 0.11",
                         {.mfcc = {.log_mel = {.mel = librosa_mel()}}, .mode = DeltaMode::interp}},
    Preset<DeltaOptions>{
        "torchaudio-0.13",
        "torchaudio.functional.compute_deltas of the log-mel, defaults of 0.13",
        {.mfcc = {.log_mel = {.mel = torchaudio_mel(), .level = torchaudio_level()}, .n_mfcc = 40},
         .delta_width = 5,
         .method = DeltaMethod::regression}}};

void check_window(const DeltaOptions& options) {
  if (options.method != DeltaMethod::savgol) return;
  const std::string got = std::to_string(options.delta_width);
  if (options.delta_width % 2 == 0)
    throw core::InvalidOptions({.what = "delta_width",
                                .got = got,
                                .expected = "an odd number of frames for savgol",
                                .fix = fmt::format("write {}", options.delta_width + 1)});
  if (options.delta_width <= options.order)
    throw core::InvalidOptions({.what = "delta_width",
                                .got = got,
                                .expected = fmt::format("more than order = {}", options.order)});
}

/// What the frames -half to half count in the derivative, of that order, of the polynomial of that
/// degree that fits them best: order! p(t) / sum p^2, where p is the monic Gram polynomial of that
/// degree, orthogonal to all lower ones. Of degree 1 it is torchaudio's regression.
std::vector<float> derivative_weights(int64_t half, int64_t order) {
  const auto width = static_cast<double>(2 * half + 1);
  const auto count = static_cast<size_t>(2 * half + 1);
  std::vector<double> before(count, 0.0), gram(count, 1.0);
  double factorial = 1;
  for (int64_t degree = 0; degree < order; ++degree) {
    const auto k = static_cast<double>(degree);
    const double back = k * k * (width * width - k * k) / (4 * (4 * k * k - 1));
    factorial *= k + 1;
    for (size_t i = 0; i < count; ++i) {
      const double t = static_cast<double>(i) - static_cast<double>(half);
      const double next = t * gram[i] - back * before[i];
      before[i] = gram[i];
      gram[i] = next;
    }
  }
  double energy = 0;
  for (const double value : gram) energy += value * value;
  std::vector<float> weights;
  for (const double value : gram) weights.push_back(static_cast<float>(factorial * value / energy));
  return weights;
}

}  // namespace

std::span<const Preset<DeltaOptions>> DeltaOptions::presets() {
  return preset_table;
}

DeltaOptions resolved(DeltaOptions options) {
  core::check_options(options);
  check_window(options);
  if (options.source == DeltaSource::mfcc) {
    options.mfcc = resolved(options.mfcc);
  } else {
    options.mfcc.log_mel = resolved(options.mfcc.log_mel);
  }
  return options;
}

std::vector<float> delta_weights(const DeltaOptions& options) {
  return derivative_weights(options.half_width(),
                            options.method == DeltaMethod::savgol ? options.order : 1);
}

void require_window(const DeltaOptions& options, int64_t frames) {
  const int64_t width = 2 * options.half_width() + 1;
  if (options.mode == DeltaMode::interp && frames < width)
    throw core::BadData({.what = "clip for deltas",
                         .got = fmt::format("{} frames", frames),
                         .expected = fmt::format("at least delta_width = {}", width),
                         .fix = "pad the clip, lower delta_width or set mode = \"nearest\""});
}

}  // namespace pinna::features
