#include "pinna/decoding/logistic_stack.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::decoding {
namespace {

double logit_of(float probability) {
  const double p = std::clamp(static_cast<double>(probability), 1e-6, 1 - 1e-6);
  return std::log(p / (1 - p));
}

double sigmoid(double x) {
  return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x));
}

/// Solves the symmetric, positive definite system in place (Cholesky); returns the solution.
std::vector<double> solved(std::vector<double> matrix, std::vector<double> right) {
  const size_t n = right.size();
  for (size_t i = 0; i < n; ++i)
    for (size_t j = 0; j <= i; ++j) {
      double sum = matrix[i * n + j];
      for (size_t k = 0; k < j; ++k) sum -= matrix[i * n + k] * matrix[j * n + k];
      matrix[i * n + j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / matrix[j * n + j];
    }
  for (size_t i = 0; i < n; ++i) {
    for (size_t k = 0; k < i; ++k) right[i] -= matrix[i * n + k] * right[k];
    right[i] /= matrix[i * n + i];
  }
  for (size_t i = n; i-- > 0;) {
    for (size_t k = i + 1; k < n; ++k) right[i] -= matrix[k * n + i] * right[k];
    right[i] /= matrix[i * n + i];
  }
  return right;
}

void check(std::span<const float> opinions, std::span<const float> targets, int64_t num_opinions,
           double ridge) {
  if (num_opinions >= 1 && std::ssize(opinions) == std::ssize(targets) * num_opinions && ridge > 0)
    return;
  throw core::InvalidOptions(
      {.what = "opinions to stack",
       .got = fmt::format("{} numbers of {} opinions for {} frames, ridge {}", opinions.size(),
                          num_opinions, targets.size(), ridge),
       .expected = "one number a frame and opinion, and a positive ridge"});
}

/// Gradient and Hessian of the loss at `parameters` (bias, weights); the loss.
struct Expansion {
  double loss = 0;
  std::vector<double> gradient;
  std::vector<double> hessian;
};

Expansion expand(const std::vector<double>& logits, std::span<const float> targets,
                 const std::vector<double>& parameters, double ridge) {
  const size_t size = parameters.size();
  const size_t opinions = size - 1;
  Expansion e{.gradient = std::vector<double>(size), .hessian = std::vector<double>(size * size)};
  const double share = targets.empty() ? 0 : 1.0 / static_cast<double>(targets.size());
  std::vector<double> x(size, 1);
  for (size_t frame = 0; frame < targets.size(); ++frame) {
    std::copy_n(logits.begin() + static_cast<ptrdiff_t>(frame * opinions), opinions, x.begin() + 1);
    double sum = 0;
    for (size_t i = 0; i < size; ++i) sum += parameters[i] * x[i];
    const double p = sigmoid(sum);
    const double y = targets[frame];
    e.loss += share * (std::max(sum, 0.0) - y * sum + std::log1p(std::exp(-std::abs(sum))));
    for (size_t i = 0; i < size; ++i) {
      e.gradient[i] += share * (p - y) * x[i];
      for (size_t j = 0; j <= i; ++j) e.hessian[i * size + j] += share * p * (1 - p) * x[i] * x[j];
    }
  }
  e.hessian[0] += 1e-9;
  for (size_t i = 1; i < size; ++i) {
    const double off = parameters[i] - 1.0 / static_cast<double>(opinions);
    e.loss += ridge / 2 * off * off;
    e.gradient[i] += ridge * off;
    e.hessian[i * size + i] += ridge;
  }
  return e;
}

}  // namespace

double LogisticStack::probability(std::span<const float> opinions) const {
  double sum = bias;
  for (size_t i = 0; i < weights.size(); ++i) sum += weights[i] * logit_of(opinions[i]);
  return sigmoid(sum);
}

LogisticStack fit_logistic_stack(std::span<const float> opinions, std::span<const float> targets,
                                 int64_t num_opinions, double ridge) {
  check(opinions, targets, num_opinions, ridge);
  constexpr int most_steps = 100;
  constexpr double small_gradient = 1e-9;
  std::vector<double> logits;
  logits.reserve(opinions.size());
  for (const float opinion : opinions) logits.push_back(logit_of(opinion));
  std::vector<double> parameters(static_cast<size_t>(num_opinions) + 1,
                                 1.0 / static_cast<double>(num_opinions));
  parameters[0] = 0;
  Expansion here = expand(logits, targets, parameters, ridge);
  for (int step = 0; step < most_steps; ++step) {
    double largest = 0;
    for (const double slope : here.gradient) largest = std::max(largest, std::abs(slope));
    if (largest < small_gradient) break;
    const std::vector<double> direction = solved(here.hessian, here.gradient);
    // Halved until the loss falls: far from the minimum a whole step may overshoot.
    for (double length = 1; length > 1e-6; length /= 2) {
      std::vector<double> moved = parameters;
      for (size_t i = 0; i < moved.size(); ++i) moved[i] -= length * direction[i];
      Expansion there = expand(logits, targets, moved, ridge);
      if (there.loss > here.loss) continue;
      parameters = std::move(moved);
      here = std::move(there);
      break;
    }
  }
  return {.bias = parameters[0], .weights = {parameters.begin() + 1, parameters.end()}};
}

}  // namespace pinna::decoding
