#include "pinna/features/delta_options.h"

#include <string>

#include <fmt/format.h>

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

}  // namespace pinna::features
