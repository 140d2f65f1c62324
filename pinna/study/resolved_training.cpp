#include "pinna/study/resolved_training.h"

namespace pinna::study {

training::TrainingOptions resolved_training(const Recipe& recipe, const runs::RunFolder& run) {
  const runs::Environment environment = run.environment();
  training::TrainingOptions options = recipe.training;
  options.threads = environment.threads;
  for (const auto& [precision, name] : core::EnumNames<models::Precision>::names)
    if (environment.precision == name) options.precision = precision;
  return options;
}

}  // namespace pinna::study
