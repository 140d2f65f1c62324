#include "pinna/dsp/gammatone_bank.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::dsp {
namespace {

using std::numbers::pi;
using Complex = std::complex<double>;

constexpr double erb_at_zero = 24.7, erb_slope = 4.37 / 1000, erb_per_decade = 21.4;

/// Half the transform of n^3 p^n at z: what the pole p adds to that of its real part.
Complex half_response(Complex pole, Complex z) {
  const Complex one_over_d = 1.0 / (1.0 - pole / z);
  return one_over_d * (one_over_d * (one_over_d * (6.0 * one_over_d - 12.0) + 7.0) - 1.0) / 2.0;
}

}  // namespace

double erb_width(double hz) {
  return erb_at_zero * (erb_slope * hz + 1);
}

double erb_number(double hz) {
  return erb_per_decade * std::log10(erb_slope * hz + 1);
}

double erb_number_to_hz(double number) {
  return (std::pow(10, number / erb_per_decade) - 1) / erb_slope;
}

std::vector<double> erb_spaced(double f_min, double f_max, int64_t count) {
  std::vector<double> hz{f_min};
  const double low = erb_number(f_min), high = erb_number(f_max);
  for (int64_t i = 1; i < count; ++i)
    hz.push_back(erb_number_to_hz(low + (high - low) * static_cast<double>(i) /
                                            static_cast<double>(count - 1)));
  return hz;
}

GammatoneBank::GammatoneBank(int64_t sample_rate, std::span<const double> centers, double bandwidth,
                             const Kernels& kernels)
    : kernels_(kernels) {
  const double period = 1 / static_cast<double>(sample_rate);
  for (const double hz : centers) {
    if (!(hz >= 0 && 2 * hz * period < 1))
      throw core::Bug({.what = "centre of a gammatone filter",
                       .got = fmt::format("{} Hz", hz),
                       .expected = fmt::format("below half of {} Hz", sample_rate)});
    const Complex pole = std::exp(2 * pi * period * Complex(-bandwidth * erb_width(hz), hz));
    const Complex z = std::polar(1.0, 2 * pi * period * hz);
    const double peak = std::abs(half_response(pole, z) + half_response(std::conj(pole), z));
    gain_.push_back(static_cast<float>(1 / peak));
    pole_re_.push_back(static_cast<float>(pole.real()));
    pole_im_.push_back(static_cast<float>(pole.imag()));
  }
  while (static_cast<int64_t>(gain_.size()) % kernels.lanes != 0)
    for (std::vector<float>* row : {&gain_, &pole_re_, &pole_im_}) row->push_back(row->back());
  tables_ = {.num_filters = static_cast<int32_t>(gain_.size()),
             .gain = gain_.data(),
             .pole_re = pole_re_.data(),
             .pole_im = pole_im_.data()};
}

}  // namespace pinna::dsp
