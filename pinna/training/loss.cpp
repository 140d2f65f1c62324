#include "pinna/training/loss.h"

#include <torch/torch.h>

namespace pinna::training {

at::Tensor soft_cross_entropy(const at::Tensor& logits, const at::Tensor& targets,
                              double label_smoothing) {
  const auto num_classes = static_cast<double>(logits.size(1));
  const at::Tensor smoothed = targets * (1 - label_smoothing) + label_smoothing / num_classes;
  return -(smoothed * at::log_softmax(logits.to(at::kFloat), 1)).sum(1).mean();
}

}  // namespace pinna::training
