#include "pinna/dsp/sleef_math.h"

#include <cmath>
#include <numbers>
#include <span>

namespace pinna::dsp {
namespace {

/// The coefficient of the highest power first. This is where SLEEF's results are rounded: the terms
/// before the polynomial it keeps as pairs of floats, which a double replaces.
float polynomial(float x, std::span<const float> coefficients) {
  float sum = coefficients.front();
  for (const float coefficient : coefficients.subspan(1)) sum = std::fma(sum, x, coefficient);
  return sum;
}

/// x = 2^e m, m in [3/4, 3/2); ln x = e ln 2 + 2 artanh((m - 1) / (m + 1)).
double logarithm(float x) {
  constexpr float coefficients[] = {0.240320354700088500976562f, 0.285112679004669189453125f,
                                    0.400007992982864379882812f};
  constexpr double cubic = 0.66666662693023681640625 + 3.69183861259614332084311e-09;
  const int exponent = std::ilogb(x * (1 / 0.75f));
  const double m = std::ldexp(x, -exponent);
  const double r = (m - 1) / (m + 1), square = r * r;
  const auto rounded = static_cast<float>(r);
  const double tail = square * polynomial(rounded * rounded, coefficients);
  return exponent * std::numbers::ln2 + 2 * r + square * r * (tail + cubic);
}

double exponential(double x) {
  constexpr float coefficients[] = {0.00136324646882712841033936f, 0.00836596917361021041870117f,
                                    0.0416710823774337768554688f, 0.166665524244308471679688f,
                                    0.499999850988388061523438f};
  const double exponent = std::rint(x / std::numbers::ln2);
  const double rest = x - exponent * std::numbers::ln2;
  const double tail = polynomial(static_cast<float>(rest), coefficients);
  return std::ldexp(1 + (rest + rest * rest * tail), static_cast<int>(exponent));
}

}  // namespace

float sleef_cos(float x) {
  constexpr float coefficients[] = {2.6083159809786593541503e-06f, -0.0001981069071916863322258f,
                                    0.00833307858556509017944336f};
  constexpr float cubic = -0.166666597127914428710938f;
  constexpr float half_pi[] = {1.57073974609375f, 5.6579709053039550781e-05f,
                               9.920936294705029468e-10f};
  const int quarter_turns = 2 * static_cast<int>(std::rint(x / std::numbers::pi - 0.5)) + 1;
  const double rest = x - quarter_turns * (std::numbers::pi / 2);
  float rounded_rest = x;
  for (const float part : half_pi) rounded_rest -= static_cast<float>(quarter_turns) * part;
  const float square = rounded_rest * rounded_rest;
  const float tail = polynomial(square, coefficients) * square;
  const double sine = rest + rest * (rest * rest) * (static_cast<double>(cubic) + tail);
  return static_cast<float>((quarter_turns & 2) == 0 ? -sine : sine);
}

float sleef_pow(float base, float exponent) {
  if (base == 0) return 0;
  return static_cast<float>(exponential(logarithm(base) * static_cast<double>(exponent)));
}

}  // namespace pinna::dsp
