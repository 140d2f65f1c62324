// Elementary functions of vectors, in single precision.
#pragma once

#include "pinna/dsp/lane_vector.h"

namespace pinna::dsp {
namespace {

template <int Lanes>
inline Vec<Lanes> larger(Vec<Lanes> a, Vec<Lanes> b) {
  return a > b ? a : b;
}

/// Natural logarithm of positive normal numbers, Cephes' polynomial: 1 ulp.
template <int Lanes>
inline Vec<Lanes> natural_log(Vec<Lanes> x) {
  using Int = IntVec<Lanes>;
  constexpr float sqrt_half = 0.70710678118654752440f;
  const Int bits = __builtin_bit_cast(Int, x);
  Int exponent = (bits >> 23) - 126;
  const Int mantissa_bits = (bits & 0x007fffff) | 0x3f000000;
  Vec<Lanes> m = __builtin_bit_cast(Vec<Lanes>, mantissa_bits);
  const Int small = m < sqrt_half;
  exponent += small;
  m = (small ? m + m : m) - 1.0f;
  const Vec<Lanes> z = m * m;
  Vec<Lanes> p = m * 7.0376836292e-2f - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  const Vec<Lanes> e = __builtin_convertvector(exponent, Vec<Lanes>);
  Vec<Lanes> y = m * z * p;
  y += e * -2.12194440e-4f;
  y -= 0.5f * z;
  return m + y + e * 0.693359375f;
}

/// exp(x), Cephes' polynomial: 2 ulp; 0 below -87 and at most exp(88).
template <int Lanes>
inline Vec<Lanes> natural_exp(Vec<Lanes> x) {
  using Int = IntVec<Lanes>;
  const auto lowest = splat<Lanes>(-87.0f), highest = splat<Lanes>(88.0f);
  const Int underflow = x < lowest;
  x = larger<Lanes>(x, lowest);
  x = x > highest ? highest : x;
  const Vec<Lanes> shifted = x * 1.44269504088896341f + 12582912.0f;
  const Vec<Lanes> n = shifted - 12582912.0f;  // the nearest whole number
  const Vec<Lanes> r = x - n * 0.693359375f + n * 2.12194440e-4f;
  Vec<Lanes> p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  const Vec<Lanes> mantissa = p * r * r + r + 1.0f;
  const Int exponent = (__builtin_convertvector(n, Int) + 127) << 23;
  const Vec<Lanes> result = mantissa * __builtin_bit_cast(Vec<Lanes>, exponent);
  return underflow ? Vec<Lanes>{} : result;
}

/// ln(1 + x) for x >= 0, exact where x is small: Kahan's correction.
template <int Lanes>
inline Vec<Lanes> log_plus_one(Vec<Lanes> x) {
  const Vec<Lanes> sum = x + 1.0f;
  const Vec<Lanes> rounded = sum - 1.0f;
  const IntVec<Lanes> lost = rounded == Vec<Lanes>{};
  const Vec<Lanes> divisor = lost ? splat<Lanes>(1.0f) : rounded;
  const Vec<Lanes> corrected = natural_log<Lanes>(sum) * (x / divisor);
  return lost ? x : corrected;
}

/// exp(x) - 1 for x >= 0: a series where the difference would lose digits.
template <int Lanes>
inline Vec<Lanes> exp_minus_one(Vec<Lanes> x) {
  Vec<Lanes> p = x * (1.0f / 5040) + 1.0f / 720;
  p = p * x + 1.0f / 120;
  p = p * x + 1.0f / 24;
  p = p * x + 1.0f / 6;
  p = p * x + 0.5f;
  const Vec<Lanes> series = p * x * x + x;
  const Vec<Lanes> difference = natural_exp<Lanes>(x) - 1.0f;
  return x < splat<Lanes>(0.4f) ? series : difference;
}

}  // namespace
}  // namespace pinna::dsp
