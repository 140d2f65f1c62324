// What a network is trained for: the loss of a batch, and how well it does on a validation part.
#pragma once

#include <string_view>
#include <vector>

#include <ATen/core/Tensor.h>

#include "pinna/data/batch.h"

namespace pinna::data {
class BatchLoader;
}
namespace pinna::models {
class Model;
}

namespace pinna::training {

/// What a network says of a batch: one tensor for each question that it is asked.
using Answers = std::vector<at::Tensor>;

struct BatchOutcome {
  std::vector<at::Tensor> losses = {};  ///< of each question a scalar with its graph
  double score =
      0;  ///< mean over the batch of a score in [0, 1], for the log; of the first question
};

struct ValidationOutcome {
  double loss = 0;
  double score = 0;
};

class Objective {
 public:
  virtual ~Objective() = default;
  /// One question: what the network is.
  virtual Answers ask(models::Model& model, const data::Batch& batch) const;
  /// `answers` are the network's to the batch.
  virtual BatchOutcome judge(const Answers& answers, const data::Batch& batch) const = 0;
  /// How far two answers to the same batch lie apart, a scalar: the mean squared distance of the
  /// probabilities that they mean.
  virtual at::Tensor distance(const Answers& answers, const Answers& others) const = 0;
  /// "accuracy", "frame_f1": the key of the score in logs.
  virtual std::string_view score_name() const = 0;
  virtual bool has_validation() const = 0;
  /// Of the whole validation part, in evaluation mode; only where there is one.
  virtual ValidationOutcome validate(models::Model& model) const = 0;
};

/// Soft cross-entropy with label smoothing; the score is the accuracy, where a mixed clip's class
/// is the heaviest of its target.
class ClassificationObjective : public Objective {
 public:
  /// `validation` may be null, else it must outlive the objective.
  ClassificationObjective(double label_smoothing, data::BatchLoader* validation)
      : label_smoothing_(label_smoothing), validation_(validation) {}

  BatchOutcome judge(const Answers& answers, const data::Batch& batch) const override;
  at::Tensor distance(const Answers& answers, const Answers& others) const override;
  std::string_view score_name() const override { return "accuracy"; }
  bool has_validation() const override { return validation_ != nullptr; }
  ValidationOutcome validate(models::Model& model) const override;

 private:
  double label_smoothing_;
  data::BatchLoader* validation_;
};

}  // namespace pinna::training
