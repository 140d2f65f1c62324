#include "pinna/dsp/window.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pinna::dsp {
namespace {

double weight_at(WindowShape shape, double phase) {
  switch (shape) {
    case WindowShape::hann:
      return 0.5 - 0.5 * std::cos(phase);
    case WindowShape::hamming:
      return 0.54 - 0.46 * std::cos(phase);
    case WindowShape::blackman:
      return 0.42 - 0.5 * std::cos(phase) + 0.08 * std::cos(2 * phase);
    case WindowShape::povey:
      return std::pow(0.5 - 0.5 * std::cos(phase), 0.85);
    case WindowShape::rectangular:
      return 1;
  }
  throw core::Bug({.what = "unknown window shape"});
}

}  // namespace

std::vector<double> make_window(WindowShape shape, WindowSymmetry symmetry, int64_t length) {
  if (length < 1)
    throw core::InvalidOptions(
        {.what = "window length", .got = std::to_string(length), .expected = ">= 1"});
  if (length == 1) return {1.0};
  const int64_t steps = symmetry == WindowSymmetry::periodic ? length : length - 1;
  std::vector<double> window(static_cast<size_t>(length));
  for (int64_t i = 0; i < length; ++i)
    window[static_cast<size_t>(i)] = weight_at(
        shape, 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(steps));
  return window;
}

std::vector<double> centered_window(const std::vector<double>& window, int64_t n_fft) {
  const auto length = static_cast<int64_t>(window.size());
  if (length > n_fft)
    throw core::InvalidOptions({.what = "win_length",
                                .got = std::to_string(length),
                                .expected = "at most n_fft = " + std::to_string(n_fft),
                                .fix = "raise n_fft or shorten the window"});
  std::vector<double> padded(static_cast<size_t>(n_fft), 0.0);
  std::copy(window.begin(), window.end(), padded.begin() + (n_fft - length) / 2);
  return padded;
}

}  // namespace pinna::dsp
