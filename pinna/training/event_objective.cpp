#include "pinna/training/event_objective.h"

#include <torch/torch.h>

#include "pinna/data/scene_loader.h"
#include "pinna/evaluation/batch_tensors.h"
#include "pinna/models/event_answers.h"
#include "pinna/models/model.h"

namespace pinna::training {
namespace {

/// Frames that are active in truth and estimate, together and apart.
struct FrameCounts {
  double hits = 0;
  double active = 0;  ///< in the truth plus in the estimate

  double f1() const { return active > 0 ? 2 * hits / active : 1; }
};

FrameCounts count_frames(const at::Tensor& strong, const at::Tensor& targets) {
  const at::Tensor estimated = strong.ge(0.5);
  const at::Tensor truth = targets.ge(0.5);
  return {.hits = estimated.logical_and(truth).sum().item<double>(),
          .active = (estimated.sum() + truth.sum()).item<double>()};
}

}  // namespace

BatchOutcome EventObjective::judge(const Answers& answers, const data::Batch& batch) const {
  const at::Tensor targets = evaluation::target_tensor(batch).view({batch.size, num_classes_, -1});
  const models::EventProbabilities probabilities = models::event_probabilities(answers.front());
  // From logits, where large ones would become probabilities of exactly 0 or 1.
  const at::Tensor strong_loss =
      at::binary_cross_entropy_with_logits(answers.front().select(1, 0).to(at::kFloat), targets);
  const at::Tensor weak_loss = at::binary_cross_entropy(probabilities.weak, targets.amax(2));
  return {.losses = {strong_loss + weak_weight_ * weak_loss},
          .score = count_frames(probabilities.strong, targets).f1()};
}

at::Tensor EventObjective::distance(const Answers& answers, const Answers& others) const {
  const models::EventProbabilities a = models::event_probabilities(answers.front());
  const models::EventProbabilities b = models::event_probabilities(others.front());
  return at::mse_loss(a.strong, b.strong) + at::mse_loss(a.weak, b.weak);
}

ValidationOutcome EventObjective::validate(models::Model& model) const {
  const models::EvaluationGuard evaluation(model);
  FrameCounts counts;
  double loss = 0;
  validation_->start_epoch(0);
  while (const auto batch = validation_->next()) {
    const Answers answers{evaluation::answers_to(model, *batch)};
    loss += judge(answers, *batch).losses.front().item<double>() * static_cast<double>(batch->size);
    const FrameCounts of_batch =
        count_frames(models::event_probabilities(answers.front()).strong,
                     evaluation::target_tensor(*batch).view({batch->size, num_classes_, -1}));
    counts.hits += of_batch.hits;
    counts.active += of_batch.active;
  }
  return {.loss = loss / static_cast<double>(validation_->num_scenes()), .score = counts.f1()};
}

}  // namespace pinna::training
