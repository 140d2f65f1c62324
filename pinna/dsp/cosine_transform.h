// Discrete cosine transforms as small matrices, with scipy.fft.dct's types and norms.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "pinna/core/options.h"

namespace pinna::dsp {

/// ortho: an orthonormal matrix (types 2 and 3; for type 1 scipy's). none: scipy's norm = None,
/// "backward".
enum class CosineNorm { ortho, none };

struct CosineTransformOptions {
  int64_t type = 2;  ///< 1, 2 or 3
  CosineNorm norm = CosineNorm::ortho;
  int64_t num_coefficients = 20;
  int64_t num_inputs = 64;
  /// Coefficient n is multiplied by 1 + lifter / 2 * sin(pi (n + 1) / lifter); 0: off (librosa).
  double lifter = 0;
};

/// Row-major [num_coefficients, num_inputs]. InvalidOptions for other types, no coefficients, more
/// coefficients than inputs, or type 1 of a single input.
std::vector<float> cosine_matrix(const CosineTransformOptions& options);

}  // namespace pinna::dsp

template <>
struct pinna::core::EnumNames<pinna::dsp::CosineNorm> {
  static constexpr std::array names{std::pair{dsp::CosineNorm::ortho, "ortho"},
                                    std::pair{dsp::CosineNorm::none, "none"}};
};
