// The complex numbers that Fourier transforms multiply with, computed in double.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

namespace pinna::dsp {

/// Appends exp(-2 pi i numerator / denominator): real part, imaginary part.
template <class Scalar>
void append_root(std::vector<Scalar>& target, int64_t numerator, int64_t denominator) {
  const double angle = -2 * std::numbers::pi * static_cast<double>(numerator % denominator) /
                       static_cast<double>(denominator);
  target.push_back(static_cast<Scalar>(std::cos(angle)));
  target.push_back(static_cast<Scalar>(std::sin(angle)));
}

/// exp(-2 pi i j / radix), j in [0, radix).
template <class Scalar>
std::vector<Scalar> radix_roots(int32_t radix) {
  std::vector<Scalar> roots;
  for (int64_t j = 0; j < radix; ++j) append_root(roots, j, radix);
  return roots;
}

}  // namespace pinna::dsp
