#include "pinna/features/chroma_cqt_options.h"

#include <array>
#include <string>

#include <fmt/format.h>

namespace pinna::features {
namespace {

constexpr std::string_view pinna_meaning =
    "22.05 kHz, hop 512, 7 octaves of 36 bins from C1 at A = 440 Hz";

const std::array cqt_presets{
    Preset<ChromaCqtOptions>{"pinna-1", pinna_meaning, {}},
    Preset<ChromaCqtOptions>{
        "librosa-0.11",
        "librosa.feature.chroma_cqt, defaults of 0.11: the tuning is estimated",
        {.pitch_classes = librosa_pitch_classes()}}};

const std::array cens_presets{
    Preset<ChromaCensOptions>{"pinna-1", pinna_meaning, {}},
    Preset<ChromaCensOptions>{
        "librosa-0.11",
        "librosa.feature.chroma_cens, defaults of 0.11: the tuning is estimated",
        {.pitch_classes = librosa_pitch_classes()}}};

const std::array tonnetz_presets{
    Preset<TonnetzOptions>{"pinna-1", pinna_meaning, {}},
    Preset<TonnetzOptions>{"librosa-0.11",
                           "librosa.feature.tonnetz, defaults of 0.11: the tuning is estimated",
                           {.chroma = {.pitch_classes = librosa_pitch_classes()}}}};

PitchClassOptions resolved_pitch_classes(PitchClassOptions options) {
  options.bins_per_octave = options.bins_in_octave();
  if (*options.bins_per_octave % options.n_chroma != 0)
    throw core::InvalidOptions(
        {.what = "bins_per_octave",
         .got = std::to_string(*options.bins_per_octave),
         .expected = fmt::format("a multiple of n_chroma = {}", options.n_chroma)});
  try {
    resolved(folded_cqt(options));
  } catch (const core::InvalidOptions& error) {
    core::ErrorParts parts = error.parts();
    if (parts.what == "n_bins") parts.what = "n_octaves";
    if (parts.what == "filter_scale") parts.what = "f_min";
    parts.fix = "lower n_octaves, or change f_min or sample_rate";
    throw core::InvalidOptions(std::move(parts));
  }
  return options;
}

}  // namespace

std::span<const Preset<ChromaCqtOptions>> ChromaCqtOptions::presets() {
  return cqt_presets;
}

std::span<const Preset<ChromaCensOptions>> ChromaCensOptions::presets() {
  return cens_presets;
}

std::span<const Preset<TonnetzOptions>> TonnetzOptions::presets() {
  return tonnetz_presets;
}

PitchClassOptions librosa_pitch_classes() {
  return {.tuning = TuningWord::estimate};
}

ChromaCqtOptions resolved(ChromaCqtOptions options) {
  core::check_options(options);
  options.pitch_classes = resolved_pitch_classes(options.pitch_classes);
  return options;
}

ChromaCensOptions resolved(ChromaCensOptions options) {
  core::check_options(options);
  options.pitch_classes = resolved_pitch_classes(options.pitch_classes);
  return options;
}

TonnetzOptions resolved(TonnetzOptions options) {
  options.chroma = resolved(options.chroma);
  return options;
}

CqtOptions folded_cqt(const PitchClassOptions& options) {
  ConstantQOptions constant_q = librosa_constant_q();
  constant_q.sample_rate = options.sample_rate;
  constant_q.hop_length = options.hop_length;
  constant_q.f_min = options.f_min;
  constant_q.n_bins = options.n_octaves * options.bins_in_octave();
  constant_q.bins_per_octave = options.bins_in_octave();
  constant_q.tuning = options.tuning;
  return {.constant_q = constant_q};
}

dsp::ConstantQFold constant_q_fold(const PitchClassOptions& options) {
  return {.n_bins = options.n_octaves * options.bins_in_octave(),
          .bins_per_octave = options.bins_in_octave(),
          .n_chroma = options.n_chroma,
          .f_min = options.f_min};
}

}  // namespace pinna::features
