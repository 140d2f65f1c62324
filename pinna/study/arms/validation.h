// What an arm that works on scores chooses its settings by: the scenes that no network was trained
// on and that nothing is tested on.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pinna/decoding/score_steps.h"
#include "pinna/events/event.h"
#include "pinna/metrics/psds.h"
#include "pinna/metrics/psds_scores.h"

namespace pinna::study {

struct Validation {
  std::vector<std::string> labels = {};
  double scene_seconds = 0;
  events::EventTable training_events = {};       ///< of the training scenes
  events::EventTable events = {};                ///< of the validation scenes
  metrics::ScoreTable scores = {};               ///< of the validation scenes, before the new step
  metrics::ScoreTable tags = {};                 ///< likewise; empty where nothing is told
  std::vector<metrics::ScoreTable> others = {};  ///< likewise, of each other detector

  decoding::Surroundings around(const std::string& scene) const;
};

/// Validation.events as PSDS wants them.
metrics::IntersectionReference reference_of(const Validation& validation);

/// The scores after one more step.
metrics::ScoreTable after_step(const Validation& validation, const decoding::ScoreStep& step);

/// Of some steps, at least one, that with the highest PSDS1 on the validation scenes; of equals the
/// first.
decoding::ScoreStep best_step(const Validation& validation,
                              const std::vector<decoding::ScoreStep>& steps);

}  // namespace pinna::study
