#include "pinna/data/scene_loader.h"
#include "pinna/study/arms/choose_step.h"

namespace pinna::study {

decoding::ScoreStep choose_step(const StackCombination& options, const Validation& validation) {
  decoding::StackStep step;
  for (int64_t index = 0; index < std::ssize(validation.labels); ++index) {
    std::vector<float> opinions, targets;
    for (const auto& [name, scores] : validation.scores) {
      const std::vector<float> rows = decoding::opinions_on(scores, validation.around(name), index);
      opinions.insert(opinions.end(), rows.begin(), rows.end());
      const std::vector<float> sounds = data::score_targets(
          validation.events.at(name), validation.labels, scores.num_frames, scores.frame_seconds);
      const auto row = sounds.begin() + static_cast<ptrdiff_t>(index * scores.num_frames);
      targets.insert(targets.end(), row, row + static_cast<ptrdiff_t>(scores.num_frames));
    }
    step.classes.push_back(decoding::fit_logistic_stack(
        opinions, targets, std::ssize(opinions) / std::ssize(targets), options.ridge));
  }
  return step;
}

}  // namespace pinna::study
