// Perceptual frequency scales on which bands are spaced evenly.
#pragma once

#include <array>
#include <utility>

#include "pinna/core/options.h"

namespace pinna::dsp {

/// htk: 2595 log10(1 + f / 700).
/// slaney: linear (200/3 Hz per mel) up to 1 kHz, then a factor 6.4 every 27 mel (Auditory
/// Toolbox). linear: hertz itself.
enum class FrequencyScale { htk, slaney, linear };

double hz_to_scale(double hz, FrequencyScale scale);
double scale_to_hz(double position, FrequencyScale scale);
/// The same in single precision, operation by operation as torchaudio computes it.
float scale_to_hz(float position, FrequencyScale scale);

}  // namespace pinna::dsp

template <>
struct pinna::core::EnumNames<pinna::dsp::FrequencyScale> {
  static constexpr std::array names{std::pair{dsp::FrequencyScale::htk, "htk"},
                                    std::pair{dsp::FrequencyScale::slaney, "slaney"},
                                    std::pair{dsp::FrequencyScale::linear, "linear"}};
};
