// Made-up detections in made-up scenes.
#pragma once

#include <string>

#include "pinna/core/random.h"
#include "pinna/runs/scored_scenes.h"

namespace pinna::test {

/// `count` scenes of 4 s with one event of a second each, whose onset and class are those of
/// `scene_seed`. Found with probability `found`, each time with another score; what is not found
/// scores another class.
inline runs::ScoredScenes example_detections(int count, double found, uint64_t scene_seed,
                                             uint64_t detector_seed) {
  runs::ScoredScenes scenes;
  core::Random truth(scene_seed, "truth");
  core::Random detector(detector_seed, "detector");
  for (int i = 0; i < count; ++i) {
    const std::string name = "scene" + std::to_string(i) + ".flac";
    const int64_t onset = truth.below(4);
    const int64_t index = truth.below(2);
    const int64_t heard = detector.chance(found) ? index : 1 - index;
    const std::string labels[] = {"car", "dog"};
    const auto event_of = [&](int64_t of) {
      return events::Event{static_cast<double>(onset), static_cast<double>(onset + 1), labels[of]};
    };
    scenes.reference[name] = {event_of(index)};
    scenes.detector.estimated[name] = {event_of(heard)};
    scenes.durations[name] = 4;
    events::FrameScores& scores = scenes.detector.scores[name];
    scores = {.labels = {"car", "dog"},
              .frame_seconds = 1,
              .num_frames = 4,
              .scores = std::vector<float>(8)};
    scores.scores[static_cast<size_t>(2 * onset + heard)] =
        static_cast<float>(detector.uniform(0.5, 1));
  }
  return scenes;
}

}  // namespace pinna::test
