#include "pinna/features/tempogram_options.h"

namespace pinna::features {
namespace {

const std::array preset_table{
    Preset<TempogramOptions>{"pinna-1", "384 onset strengths of pinna-1, 8.9 s", {}},
    Preset<TempogramOptions>{"librosa-0.11",
                             "librosa.feature.tempogram, defaults of 0.11",
                             {.onset = {.log_mel = {.mel = librosa_mel()}}}}};

}  // namespace

std::span<const Preset<TempogramOptions>> TempogramOptions::presets() {
  return preset_table;
}

TempogramOptions resolved(TempogramOptions options) {
  core::check_options(options);
  options.onset = resolved(options.onset);
  return options;
}

}  // namespace pinna::features
