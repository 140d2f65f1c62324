#include "pinna/study/arms/choose_step.h"

namespace pinna::study {

decoding::ScoreStep choose_step(const HmmCombination& options, const Validation& validation) {
  const double frame_seconds = validation.scores.begin()->second.frame_seconds;
  std::vector<decoding::ScoreStep> steps;
  for (const int64_t stages : options.stages)
    for (const double weight : options.frame_weights) {
      decoding::HmmStep step;
      for (const std::string& label : validation.labels) {
        step.hmms.push_back(decoding::fit_activity_hmm(
            validation.training_events, label, validation.scene_seconds, frame_seconds, stages));
        step.hmms.back().frame_weight = weight;
      }
      steps.emplace_back(std::move(step));
    }
  return best_step(validation, steps);
}

}  // namespace pinna::study
