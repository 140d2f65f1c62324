// Keeps every second, fourth, ... sample of a low-passed signal, as libsoxr's HQ resampler does.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pinna/dsp/kernels.h"

namespace pinna::features {

/// The resampler is linear, and for a whole ratio its filter is the same for every sample: it is
/// read off its answers to impulses once and then applied directly. The result is multiplied with
/// sqrt(factor), which keeps the energy (librosa.resample with scale=True).
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
  int64_t factor_;
  int64_t half_ = 0;            ///< weights on either side, in samples of the result
  std::vector<float> weights_;  ///< [factor, 2 half + 1]: row p weighs the input's samples
                                ///< m * factor + p, m - half <= m <= m + half
};

}  // namespace pinna::features
