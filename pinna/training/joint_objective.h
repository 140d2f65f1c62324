// Two questions to one network: events in scenes, and classes of clips.
#pragma once

#include "pinna/training/event_objective.h"

namespace pinna::training {

/// A step's batch holds scenes, and clips as its companion; the network is a models::JointModel.
/// Score and validation are those of the events.
class JointObjective : public Objective {
 public:
  JointObjective(EventObjective events, ClassificationObjective clips)
      : events_(events), clips_(clips) {}

  Answers ask(models::Model& model, const data::Batch& batch) const override;
  BatchOutcome judge(const Answers& answers, const data::Batch& batch) const override;
  at::Tensor distance(const Answers& answers, const Answers& others) const override;
  std::string_view score_name() const override { return events_.score_name(); }
  bool has_validation() const override { return events_.has_validation(); }
  ValidationOutcome validate(models::Model& model) const override {
    return events_.validate(model);
  }

 private:
  EventObjective events_;
  ClassificationObjective clips_;
};

}  // namespace pinna::training
