#include "pinna/training/task_uncertainty.h"

#include <fmt/format.h>

#include <torch/torch.h>

#include "pinna/core/error.h"

namespace pinna::training {

TaskUncertainty::TaskUncertainty(int64_t num_tasks)
    : log_variances_(register_parameter("log_variances", at::zeros({num_tasks}))) {}

at::Tensor TaskUncertainty::combined(std::span<const at::Tensor> losses) const {
  if (std::ssize(losses) != log_variances_.size(0))
    throw core::InvalidOptions({.what = "losses to weigh",
                                .got = fmt::format("{}", losses.size()),
                                .expected = fmt::format("{}", log_variances_.size(0))});
  const at::Tensor stacked =
      at::stack(at::TensorList(losses.data(), losses.size())).reshape({log_variances_.size(0)});
  return (at::exp(-log_variances_) * stacked + log_variances_ / 2).sum();
}

std::vector<double> TaskUncertainty::weights() const {
  const at::Tensor weights = at::exp(-log_variances_.detach()).to(at::kDouble).contiguous();
  const double* first = weights.data_ptr<double>();
  return {first, first + weights.numel()};
}

}  // namespace pinna::training
