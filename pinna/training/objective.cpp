#include "pinna/training/objective.h"

#include <torch/torch.h>

#include "pinna/evaluation/batch_tensors.h"
#include "pinna/evaluation/predict_logits.h"
#include "pinna/training/loss.h"

namespace pinna::training {

BatchOutcome ClassificationObjective::judge(const at::Tensor& answers,
                                            const data::Batch& batch) const {
  const at::Tensor targets = evaluation::target_tensor(batch);
  const auto correct = answers.argmax(1).eq(targets.argmax(1)).sum().item<double>();
  return {.loss = soft_cross_entropy(answers, targets, label_smoothing_),
          .score = correct / static_cast<double>(batch.size)};
}

at::Tensor ClassificationObjective::distance(const at::Tensor& answers,
                                             const at::Tensor& others) const {
  return at::mse_loss(at::softmax(answers.to(at::kFloat), 1),
                      at::softmax(others.to(at::kFloat), 1));
}

ValidationOutcome ClassificationObjective::validate(models::Model& model) const {
  const evaluation::LogitTable table = evaluation::predict_logits(model, *validation_);
  return {.loss = table.mean_loss(), .score = table.accuracy()};
}

}  // namespace pinna::training
