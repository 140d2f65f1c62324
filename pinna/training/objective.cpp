#include "pinna/training/objective.h"

#include <torch/torch.h>

#include "pinna/evaluation/batch_tensors.h"
#include "pinna/evaluation/predict_logits.h"
#include "pinna/training/loss.h"

namespace pinna::training {

Answers Objective::ask(models::Model& model, const data::Batch& batch) const {
  return {evaluation::answers_to(model, batch)};
}

BatchOutcome ClassificationObjective::judge(const Answers& answers,
                                            const data::Batch& batch) const {
  const at::Tensor& logits = answers.front();
  const at::Tensor targets = evaluation::target_tensor(batch);
  const auto correct = logits.argmax(1).eq(targets.argmax(1)).sum().item<double>();
  return {.losses = {soft_cross_entropy(logits, targets, label_smoothing_)},
          .score = correct / static_cast<double>(batch.size)};
}

at::Tensor ClassificationObjective::distance(const Answers& answers, const Answers& others) const {
  return at::mse_loss(at::softmax(answers.front().to(at::kFloat), 1),
                      at::softmax(others.front().to(at::kFloat), 1));
}

ValidationOutcome ClassificationObjective::validate(models::Model& model) const {
  const evaluation::LogitTable table = evaluation::predict_logits(model, *validation_);
  return {.loss = table.mean_loss(), .score = table.accuracy()};
}

}  // namespace pinna::training
