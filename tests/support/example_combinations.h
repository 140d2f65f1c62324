// A compared study of a tagger, a detector and ways to combine them, with made-up scenes.
#pragma once

#include <string>
#include <vector>

#include "tests/support/example_detections.h"
#include "tests/support/example_study.h"
#include <nlohmann/json.hpp>

#include "pinna/metrics/event_summary.h"
#include "pinna/runs/study_comparison.h"

namespace pinna::test {

inline void write_detector_run(const runs::StudyFolder& study, const runs::RunKey& key,
                               double found, const std::string& recipe) {
  const auto run = runs::RunFolder::create(study.run_path(key), core::parse_toml(recipe, "recipe"),
                                           example_environment());
  const auto fold = static_cast<uint64_t>(key.fold);
  const runs::ScoredScenes scenes =
      example_detections(20, found, fold, fold + static_cast<uint64_t>(1000 * found));
  nlohmann::ordered_json json{{"fold", key.fold},
                              {"labels", {"car", "dog"}},
                              {"frame_seconds", 1},
                              {"train_scenes", 80},
                              {"test_scenes", 20}};
  json.update(metrics::to_json(metrics::summarize(
      scenes.reference, scenes.detector, scenes.durations, {.bootstrap = {.resamples = 100}})));
  run.write_event_scores(scenes, json);
  run.mark_done();
}

/// Arms "tagger", "detector", "median" (better) and "gate-oracle" (best) on two folds with one
/// seed; comparisons.json is written.
inline void write_combinations(const runs::StudyFolder& study) {
  for (const int64_t fold : {1, 2}) {
    write_run(study, {"tagger", fold, 1}, answers(fold, wrong_every(20, 3)));
    write_detector_run(study, {"detector", fold, 1}, 0.5,
                       "[model]\ntype = 'event_resnet'\nwidth = 0.25\nrnn_cells = 64\n"
                       "[training]\nepochs = 10\n");
    write_detector_run(study, {"median", fold, 1}, 0.8,
                       "[combine]\ntype = 'median'\ndetector = '@detector'\n");
    write_detector_run(study, {"gate-oracle", fold, 1}, 0.95,
                       "[combine]\ntype = 'gate'\ndetector = '@detector'\n"
                       "tags.source = 'reference'\n");
  }
  runs::write_comparison(study, runs::compare_study(study, {.event_resamples = 100}));
}

inline core::ConfigTable combination_study() {
  return core::parse_toml(
      "name = 'two'\n[study]\nbaseline = 'detector'\nclip_baseline = 'tagger'\n", "study.toml");
}

}  // namespace pinna::test
