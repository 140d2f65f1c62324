// Short transforms of complex numbers in registers: y[k] = sum over j of x[j] exp(-2 pi i j k / R).
#pragma once

#include "pinna/dsp/lane_vector.h"

namespace pinna::dsp {
namespace {

template <class Complex>
inline void butterfly(Complex (&x)[2]) {
  const auto sum = x[0] + x[1];
  x[1] = x[0] - x[1];
  x[0] = sum;
}

/// With c = cos(2 pi / 3) = -1/2 and s = sin(2 pi / 3).
template <class Complex>
inline void butterfly(Complex (&x)[3]) {
  constexpr typename Complex::Scalar s = 0.86602540378443864676;
  const auto sum = x[1] + x[2];
  const auto turned = times_minus_i(x[1] - x[2]);
  const Complex middle{x[0].re - 0.5f * sum.re, x[0].im - 0.5f * sum.im};
  x[0] = x[0] + sum;
  x[1] = {middle.re + s * turned.re, middle.im + s * turned.im};
  x[2] = {middle.re - s * turned.re, middle.im - s * turned.im};
}

template <class Complex>
inline void butterfly(Complex (&x)[4]) {
  const auto even_sum = x[0] + x[2], even_difference = x[0] - x[2];
  const auto odd_sum = x[1] + x[3], odd_difference = times_minus_i(x[1] - x[3]);
  x[0] = even_sum + odd_sum;
  x[1] = even_difference + odd_difference;
  x[2] = even_sum - odd_sum;
  x[3] = even_difference - odd_difference;
}

/// With c1, s1 of 2 pi / 5 and c2, s2 of 4 pi / 5.
template <class Complex>
inline void butterfly(Complex (&x)[5]) {
  constexpr typename Complex::Scalar c1 = 0.30901699437494742410, c2 = -0.80901699437494742410;
  constexpr typename Complex::Scalar s1 = 0.95105651629515357212, s2 = 0.58778525229247312917;
  const auto outer = x[1] + x[4], outer_turned = times_minus_i(x[1] - x[4]);
  const auto inner = x[2] + x[3], inner_turned = times_minus_i(x[2] - x[3]);
  const Complex a{x[0].re + c1 * outer.re + c2 * inner.re, x[0].im + c1 * outer.im + c2 * inner.im};
  const Complex b{x[0].re + c2 * outer.re + c1 * inner.re, x[0].im + c2 * outer.im + c1 * inner.im};
  const Complex u{s1 * outer_turned.re + s2 * inner_turned.re,
                  s1 * outer_turned.im + s2 * inner_turned.im};
  const Complex v{s2 * outer_turned.re - s1 * inner_turned.re,
                  s2 * outer_turned.im - s1 * inner_turned.im};
  x[0] = x[0] + outer + inner;
  x[1] = a + u;
  x[2] = b + v;
  x[3] = b - v;
  x[4] = a - u;
}

template <class Complex>
inline void butterfly(Complex (&x)[8]) {
  constexpr typename Complex::Scalar r = 0.70710678118654752440;
  Complex even[4] = {x[0] + x[4], x[1] + x[5], x[2] + x[6], x[3] + x[7]};
  const auto d1 = x[1] - x[5], d3 = x[3] - x[7];
  Complex odd[4] = {x[0] - x[4],
                    {r * (d1.re + d1.im), r * (d1.im - d1.re)},
                    times_minus_i(x[2] - x[6]),
                    {r * (d3.im - d3.re), -r * (d3.re + d3.im)}};
  butterfly(even);
  butterfly(odd);
  for (int k = 0; k < 4; ++k) {
    x[2 * k] = even[k];
    x[2 * k + 1] = odd[k];
  }
}

}  // namespace
}  // namespace pinna::dsp
