#include "pinna/study/arms/validation.h"

#include <map>

namespace pinna::study {

decoding::Surroundings Validation::around(const std::string& scene) const {
  decoding::Surroundings around{.tags = tags.empty() ? nullptr : &tags.at(scene)};
  for (const metrics::ScoreTable& table : others) around.others.push_back(&table.at(scene));
  return around;
}

metrics::IntersectionReference reference_of(const Validation& validation) {
  std::map<std::string, double> durations;
  for (const auto& [name, frames] : validation.scores) durations[name] = validation.scene_seconds;
  return {validation.events, durations};
}

metrics::ScoreTable after_step(const Validation& validation, const decoding::ScoreStep& step) {
  metrics::ScoreTable scores;
  for (const auto& [name, frames] : validation.scores)
    scores[name] = decoding::apply(step, frames, validation.around(name));
  return scores;
}

decoding::ScoreStep best_step(const Validation& validation,
                              const std::vector<decoding::ScoreStep>& steps) {
  const metrics::IntersectionReference reference = reference_of(validation);
  const decoding::ScoreStep* best = nullptr;
  double best_psds = -1;
  for (const decoding::ScoreStep& step : steps) {
    const double psds =
        metrics::psds(reference, after_step(validation, step), metrics::psds1()).value;
    if (psds <= best_psds) continue;
    best_psds = psds;
    best = &step;
  }
  return *best;
}

}  // namespace pinna::study
