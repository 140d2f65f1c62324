#include "pinna/training/conflicting_gradients.h"

#include <numeric>
#include <vector>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::training {

at::Tensor without_conflicts(std::span<const at::Tensor> gradients, core::Random& random) {
  const torch::NoGradGuard no_grad;
  for (const at::Tensor& gradient : gradients)
    if (gradient.dim() != 1 || gradient.size(0) != gradients.front().size(0))
      throw core::InvalidOptions(
          {.what = "gradients of several losses", .expected = "vectors of one length"});
  if (gradients.empty())
    throw core::InvalidOptions({.what = "gradients of several losses", .got = "none"});
  at::Tensor sum = at::zeros_like(gradients.front());
  std::vector<size_t> order(gradients.size());
  std::iota(order.begin(), order.end(), size_t{0});
  for (size_t task = 0; task < gradients.size(); ++task) {
    at::Tensor gradient = gradients[task].clone();
    random.shuffle(std::span(order));
    for (const size_t other : order) {
      if (other == task) continue;
      const auto product = gradient.dot(gradients[other]).item<double>();
      if (product >= 0) continue;
      const auto squared_norm = gradients[other].dot(gradients[other]).item<double>();
      gradient.sub_(gradients[other], product / squared_norm);
    }
    sum += gradient;
  }
  return sum;
}

}  // namespace pinna::training
