// Detecting events: the loss on every frame and on the recording as a whole.
#pragma once

#include <cstdint>

#include "pinna/training/objective.h"

namespace pinna::data {
class SceneLoader;
}

namespace pinna::training {

/// Binary cross-entropy of strong probabilities against targets [classes, scores], plus weak_weight
/// times that of weak ones against the largest target of each class (models/event_answers.h), as
/// DCASE's baseline. The score is F1 of frames at a threshold of one half.
class EventObjective : public Objective {
 public:
  /// `validation` may be null, else it must outlive the objective.
  EventObjective(int64_t num_classes, double weak_weight, data::SceneLoader* validation)
      : num_classes_(num_classes), weak_weight_(weak_weight), validation_(validation) {}

  BatchOutcome judge(const Answers& answers, const data::Batch& batch) const override;
  /// Of strong and weak probabilities, added up.
  at::Tensor distance(const Answers& answers, const Answers& others) const override;
  std::string_view score_name() const override { return "frame_f1"; }
  bool has_validation() const override { return validation_ != nullptr; }
  ValidationOutcome validate(models::Model& model) const override;

 private:
  int64_t num_classes_;
  double weak_weight_;
  data::SceneLoader* validation_;
};

}  // namespace pinna::training
