#include <algorithm>
#include <string>

#include "pinna/study/arms/choose_step.h"

namespace pinna::study {
namespace {

/// One class of the validation scenes.
Validation of_class(const Validation& all, int64_t index) {
  const std::string& label = all.labels[static_cast<size_t>(index)];
  Validation one{.labels = {label}, .scene_seconds = all.scene_seconds, .events = all.events};
  for (auto& [name, list] : one.events)
    std::erase_if(list, [&](const events::Event& event) { return event.event_label != label; });
  for (const auto& [name, frames] : all.scores) one.scores[name] = frames.of_class(index);
  return one;
}

bool has_events(const Validation& validation) {
  return std::any_of(validation.events.begin(), validation.events.end(),
                     [](const auto& scene) { return !scene.second.empty(); });
}

}  // namespace

decoding::ScoreStep choose_step(const MedianCombination& options, const Validation& validation) {
  std::vector<decoding::ScoreStep> widths;
  for (const double seconds : options.seconds) widths.emplace_back(decoding::MedianStep{{seconds}});
  decoding::MedianStep chosen;
  for (int64_t index = 0; index < std::ssize(validation.labels); ++index) {
    const Validation one = of_class(validation, index);
    chosen.seconds.push_back(
        has_events(one) ? std::get<decoding::MedianStep>(best_step(one, widths)).seconds.front()
                        : 0);
  }
  return chosen;
}

}  // namespace pinna::study
