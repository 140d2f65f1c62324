#include "pinna/training/joint_objective.h"

#include <torch/torch.h>

#include "pinna/evaluation/batch_tensors.h"
#include "pinna/models/joint_resnet.h"

namespace pinna::training {

/// Clips first: the running statistics of batch norms then end with the scenes, on which the
/// network is validated.
Answers JointObjective::ask(models::Model& model, const data::Batch& batch) const {
  auto& joint = dynamic_cast<models::JointModel&>(model);
  const at::Tensor classes = joint.classify(evaluation::input_tensor(*batch.companion));
  return {evaluation::answers_to(model, batch), classes};
}

BatchOutcome JointObjective::judge(const Answers& answers, const data::Batch& batch) const {
  BatchOutcome outcome = events_.judge({answers[0]}, batch);
  outcome.losses.push_back(clips_.judge({answers[1]}, *batch.companion).losses.front());
  return outcome;
}

at::Tensor JointObjective::distance(const Answers& answers, const Answers& others) const {
  return events_.distance({answers[0]}, {others[0]}) + clips_.distance({answers[1]}, {others[1]});
}

}  // namespace pinna::training
