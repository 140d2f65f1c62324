#include "pinna/features/pyin_options.h"

#include <cmath>

#include <fmt/format.h>

namespace pinna::features {
namespace {

constexpr int64_t most_pitch_bins = 32767;

const std::array preset_table{
    Preset<PyinOptions>{"pinna-1", "frames of 2048 / 512, C2 to C7, unvoiced frames are 0", {}},
    Preset<PyinOptions>{"librosa-0.11",
                        "librosa.pyin, defaults of 0.11, C2 to C7, unvoiced frames are NaN",
                        {.pitch = librosa_pitch(), .unvoiced = UnvoicedPitch::nan}}};

}  // namespace

std::span<const Preset<PyinOptions>> PyinOptions::presets() {
  return preset_table;
}

int64_t PyinOptions::bins_per_semitone() const {
  return static_cast<int64_t>(std::ceil(1 / resolution));
}

int64_t PyinOptions::num_pitch_bins() const {
  const auto per_octave = static_cast<double>(12 * bins_per_semitone());
  return static_cast<int64_t>(std::floor(per_octave * std::log2(pitch.f_max / pitch.f_min))) + 1;
}

int64_t PyinOptions::transition_width() const {
  const double semitones = max_transition_rate * 12 *
                           static_cast<double>(pitch.hop_length.value()) /
                           static_cast<double>(pitch.sample_rate);
  return static_cast<int64_t>(std::nearbyint(semitones)) * bins_per_semitone() + 1;
}

PyinOptions resolved(PyinOptions options) {
  core::check_options(options);
  options.pitch = resolved(options.pitch);
  const int64_t bins = options.num_pitch_bins();
  if (bins > most_pitch_bins)
    throw core::InvalidOptions({.what = "resolution",
                                .got = fmt::format("{} steps from f_min to f_max", bins),
                                .expected = fmt::format("at most {}", most_pitch_bins),
                                .fix = "raise resolution or bring f_min and f_max together"});
  if (options.transition_width() > bins)
    throw core::InvalidOptions(
        {.what = "max_transition_rate",
         .got =
             fmt::format("{} steps of the pitch grid between frames", options.transition_width()),
         .expected = fmt::format("at most the {} steps from f_min to f_max", bins),
         .fix = "lower max_transition_rate, shorten hop_length or widen the range"});
  return options;
}

}  // namespace pinna::features
