#include "pinna/features/yin_options.h"

#include <array>

namespace pinna::features {
namespace {

const std::array preset_table{
    Preset<YinOptions>{"pinna-1", "22.05 kHz, frames of 2048 / 512, C2 to C7, reflected ends", {}},
    Preset<YinOptions>{
        "librosa-0.11", "librosa.yin, defaults of 0.11, C2 to C7", {.pitch = librosa_pitch()}}};

}  // namespace

std::span<const Preset<YinOptions>> YinOptions::presets() {
  return preset_table;
}

YinOptions resolved(YinOptions options) {
  core::check_options(options);
  options.pitch = resolved(options.pitch);
  return options;
}

}  // namespace pinna::features
