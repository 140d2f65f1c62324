// Definitions of spectral measures, one frame at a time, in double.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "pinna/features/spectrogram.h"

namespace pinna::features::test {

/// Spectra small enough for slow definitions, with a window that leaves no round numbers.
inline SpectrumOptions small_spectrum() {
  return {.sample_rate = 8000, .n_fft = 256, .win_length = 200, .hop_length = 100};
}

inline FeatureMatrix magnitudes(const SpectrumOptions& spectrum, const std::vector<float>& clip,
                                dsp::Precision precision = dsp::Precision::float32) {
  return Spectrogram({.spectrum = spectrum, .power = 1}, dsp::kernels(), precision).compute(clip);
}

/// sum over bins of |X| * weight(bin).
template <class Weight>
double weighted(const FeatureMatrix& magnitudes, int64_t frame, const Weight& weight) {
  double sum = 0;
  for (int64_t bin = 0; bin < magnitudes.bins; ++bin)
    sum += static_cast<double>(magnitudes.at(bin, frame)) * weight(bin);
  return sum;
}

inline double total(const FeatureMatrix& magnitudes, int64_t frame) {
  return weighted(magnitudes, frame, [](int64_t) { return 1.0; });
}

inline double centroid(const FeatureMatrix& magnitudes, int64_t frame,
                       const SpectrumOptions& spectrum) {
  return weighted(magnitudes, frame, [&](int64_t bin) { return spectrum.bin_hz(bin); }) /
         total(magnitudes, frame);
}

}  // namespace pinna::features::test
