// Keeps every second, fourth, ... sample of a low-passed signal, as libsoxr's HQ resampler does.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pinna/dsp/kernels.h"

namespace pinna::features {

/// The result is multiplied with sqrt(factor), which keeps the energy (librosa.resample 0.11 with
/// scale=True). For factor 2 the resampler's filter is the same for every sample: it is read off
/// its answers to impulses once and then applied directly. For larger factors it treats the ends in
/// its own way, so that it is called itself.
class Decimator {
 public:
  /// `factor` >= 2.
  explicit Decimator(int64_t factor);

  int64_t factor() const { return factor_; }
  /// Sample m of the result depends on the input from m * factor - reach() to m * factor + reach().
  int64_t reach() const { return (half_ + 1) * factor_; }
  /// ceil(n / factor) samples; zeros stand beyond the ends of the input.
  void apply(std::span<const float> input, std::vector<float>& output,
             const dsp::Kernels& kernels) const;

 private:
  void resample(std::span<const float> input, std::vector<float>& output) const;

  int64_t factor_;
  int64_t half_;                ///< how far the filter reaches, in samples of the result
  std::vector<float> weights_;  ///< factor 2: [2, 2 half + 1], of even and odd samples
};

}  // namespace pinna::features
