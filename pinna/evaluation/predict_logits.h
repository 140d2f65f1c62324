// A model's raw answers to a set of clips.
#pragma once

#include <cstdint>
#include <vector>

#include "pinna/evaluation/evaluation_options.h"

namespace pinna::data {
class BatchLoader;
}
namespace pinna::models {
class Model;
}

namespace pinna::evaluation {

/// n clips, k classes, in the loader's order.
struct LogitTable {
  int64_t num_classes = 0;
  std::vector<int64_t> clips = {};    ///< [n] indices into the clip table
  std::vector<int64_t> targets = {};  ///< [n] true classes
  std::vector<float> logits = {};     ///< [n, k]

  int64_t num_clips() const { return static_cast<int64_t>(clips.size()); }
  /// Softmax of each row divided by the temperature, [n, k].
  std::vector<float> probabilities(double temperature = 1) const;
  /// Mean cross-entropy [nats].
  double mean_loss() const;
  /// Share of clips whose largest logit (the first of equals) is the target's.
  double accuracy() const;
};

/// Runs the model in evaluation mode and float32 over the loader's epoch 0, whatever the precision
/// of training was, so that scores do not depend on the processor's number formats. Of several
/// views (crops in time, rotated by shifts) the logits are the logarithm of the mean softmax.
LogitTable predict_logits(models::Model& model, data::BatchLoader& loader,
                          const EvaluationOptions& options = {});

}  // namespace pinna::evaluation
