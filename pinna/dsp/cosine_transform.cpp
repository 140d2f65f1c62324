#include "pinna/dsp/cosine_transform.h"

#include <cmath>
#include <numbers>
#include <string>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::dsp {
namespace {

constexpr double pi = std::numbers::pi;

void check(const CosineTransformOptions& options) {
  if (options.type < 1 || options.type > 3)
    throw core::InvalidOptions(
        {.what = "dct_type", .got = std::to_string(options.type), .expected = "1, 2 or 3"});
  const int64_t least = options.type == 1 ? 2 : 1;
  if (options.num_inputs < least || options.num_coefficients < 1 ||
      options.num_coefficients > options.num_inputs)
    throw core::InvalidOptions({.what = "cosine transform",
                                .got = fmt::format("{} coefficients of {} inputs",
                                                   options.num_coefficients, options.num_inputs),
                                .expected = fmt::format("1 to all of at least {} inputs", least)});
}

/// scipy.fft.dct(type = 1): ends count once, everything between twice; ortho scales the end inputs
/// and outputs by sqrt(2) and sqrt(1 / 2), and all by sqrt(1 / (2 (N - 1))).
double type1(double n, double k, double inputs, CosineNorm norm) {
  const double last = inputs - 1;
  const bool end_input = n == 0 || n == last, end_output = k == 0 || k == last;
  double weight = (end_input ? 1 : 2) * std::cos(pi * k * n / last);
  if (norm == CosineNorm::ortho) {
    if (end_input) weight *= std::numbers::sqrt2;
    if (end_output) weight /= std::numbers::sqrt2;
    weight *= std::sqrt(1 / (2 * last));
  }
  return weight;
}

double type2(double n, double k, double inputs, CosineNorm norm) {
  const double weight = 2 * std::cos(pi * k * (2 * n + 1) / (2 * inputs));
  if (norm == CosineNorm::none) return weight;
  return weight * std::sqrt((k == 0 ? 1 : 2) / (4 * inputs));
}

double type3(double n, double k, double inputs, CosineNorm norm) {
  const double cosine = std::cos(pi * n * (2 * k + 1) / (2 * inputs));
  if (norm == CosineNorm::none) return n == 0 ? 1 : 2 * cosine;
  return n == 0 ? 1 / std::sqrt(inputs) : std::sqrt(2 / inputs) * cosine;
}

double weight_of(const CosineTransformOptions& options, int64_t input, int64_t coefficient) {
  const auto n = static_cast<double>(input), k = static_cast<double>(coefficient);
  const auto inputs = static_cast<double>(options.num_inputs);
  if (options.type == 1) return type1(n, k, inputs, options.norm);
  if (options.type == 2) return type2(n, k, inputs, options.norm);
  return type3(n, k, inputs, options.norm);
}

double lifter_gain(double lifter, int64_t coefficient) {
  if (lifter == 0) return 1;
  return 1 + lifter / 2 * std::sin(pi * static_cast<double>(coefficient + 1) / lifter);
}

}  // namespace

std::vector<float> cosine_matrix(const CosineTransformOptions& options) {
  check(options);
  std::vector<float> matrix;
  for (int64_t k = 0; k < options.num_coefficients; ++k)
    for (int64_t n = 0; n < options.num_inputs; ++n)
      matrix.push_back(
          static_cast<float>(weight_of(options, n, k) * lifter_gain(options.lifter, k)));
  return matrix;
}

}  // namespace pinna::dsp
