#include "pinna/study/arms/choose_step.h"

namespace pinna::study {

decoding::ScoreStep choose_step(const GateCombination& options, const Validation& validation) {
  std::vector<decoding::ScoreStep> steps;
  for (const double amount : options.amounts)
    steps.emplace_back(decoding::GateStep{.kind = options.kind, .amount = amount});
  return best_step(validation, steps);
}

}  // namespace pinna::study
