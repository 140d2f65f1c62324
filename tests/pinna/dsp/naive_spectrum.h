// The discrete Fourier transform as its definition, in double: what fast transforms must equal.
#pragma once

#include <cmath>
#include <complex>
#include <cstdint>
#include <numbers>
#include <span>
#include <vector>

namespace pinna::test {

/// |X[k]|^2 for k in [0, n / 2] of the samples times the window.
inline std::vector<double> naive_power_spectrum(std::span<const float> samples,
                                                std::span<const double> window) {
  const auto n = static_cast<int64_t>(samples.size());
  std::vector<std::complex<double>> roots;
  for (int64_t j = 0; j < n; ++j)
    roots.push_back(
        std::polar(1.0, -2 * std::numbers::pi * static_cast<double>(j) / static_cast<double>(n)));
  std::vector<double> power;
  for (int64_t k = 0; k <= n / 2; ++k) {
    std::complex<double> sum = 0;
    for (int64_t i = 0; i < n; ++i)
      sum += samples[static_cast<size_t>(i)] * window[static_cast<size_t>(i)] *
             roots[static_cast<size_t>(i * k % n)];
    power.push_back(std::norm(sum));
  }
  return power;
}

}  // namespace pinna::test
