#include "pinna/study/arms/choose_step.h"

namespace pinna::study {

decoding::ScoreStep choose_step(const BigramCombination& options, const Validation& validation) {
  const decoding::LabelBigram bigram(validation.training_events, validation.labels);
  std::vector<decoding::ScoreStep> steps;
  for (const double weight : options.weights)
    steps.emplace_back(
        decoding::BigramStep{.bigram = bigram, .threshold = options.threshold, .weight = weight});
  return best_step(validation, steps);
}

}  // namespace pinna::study
