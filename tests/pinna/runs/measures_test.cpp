#include "pinna/runs/measures.h"

#include "tests/support/example_detections.h"
#include "tests/support/example_run.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/metrics/event_summary.h"
#include "pinna/runs/study_folder.h"
#include "pinna/runs/study_summary.h"

namespace pinna::runs {
namespace {

using testing::ElementsAre;

void write_detector_run(const std::filesystem::path& path, int64_t fold) {
  const RunFolder run = RunFolder::create(path, {}, {});
  const ScoredScenes scenes =
      test::example_detections(20, 0.7, static_cast<uint64_t>(fold), static_cast<uint64_t>(fold));
  nlohmann::ordered_json json{{"fold", fold},
                              {"labels", {"car", "dog"}},
                              {"frame_seconds", 1},
                              {"train_scenes", 80},
                              {"test_scenes", 20}};
  json.update(metrics::to_json(metrics::summarize(
      scenes.reference, scenes.detector, scenes.durations, {.bootstrap = {.resamples = 100}})));
  run.write_event_scores(scenes, json);
  run.mark_done();
}

TEST(Measures, OfClassifiersAndDetectors) {
  const test::TemporaryFolder folder;
  const auto study = StudyFolder::create(folder / "study", {});
  test::write_example_run(study.run_path({"clips", 1, 1}), 1, 1);
  for (const int64_t fold : {1, 2}) write_detector_run(study.run_path({"scenes", fold, 1}), fold);

  const std::vector<RunResult> results = study.results();
  EXPECT_THAT(measure_names(results),
              ElementsAre("accuracy", "macro_f1", "psds1", "psds2", "event_f1", "segment_f1"));
  study.write_results();
  EXPECT_THAT(core::read_file(study.results_path()),
              testing::StartsWith("arm,fold,seed,accuracy,macro_f1,psds1,psds2,event_f1,"
                                  "segment_f1,epochs,seconds,status\nclips,1,1,0."));
  const std::vector<ArmMeasures> arms = measure_arms(results);
  ASSERT_EQ(arms.size(), 2u);
  EXPECT_EQ(arms[1].arm, "scenes");
  const double first = *find_measure(results[1].measures, "psds1");
  const double second = *find_measure(results[2].measures, "psds1");
  EXPECT_DOUBLE_EQ(arms[1].measures.front().over_folds.mean, (first + second) / 2);
  EXPECT_EQ(measure_text("psds1", 0.3491), "0.349");
  EXPECT_EQ(measure_text("event_f1", 0.3491), "34.9");
  EXPECT_EQ(measure_phrase("event_f1", "34.9"), "event F1 34.9 %");
  EXPECT_EQ(measure_phrase("psds1", "0.349"), "PSDS1 0.349");
}

TEST(Measures, WhatADetectorSaidComesBack) {
  const test::TemporaryFolder folder;
  write_detector_run(folder / "run", 1);
  const ScoredScenes back = RunFolder::open(folder / "run").scored_scenes();
  const ScoredScenes scenes = test::example_detections(20, 0.7, 1, 1);
  EXPECT_EQ(back.reference, scenes.reference);
  EXPECT_EQ(back.durations, scenes.durations);
  EXPECT_EQ(back.detector.estimated, scenes.detector.estimated);
  for (const auto& [name, frames] : scenes.detector.scores)
    EXPECT_EQ(back.detector.scores.at(name).scores, frames.scores);
}

TEST(Measures, DamageIsNamed) {
  const test::TemporaryFolder folder;
  write_detector_run(folder / "run", 1);
  const RunFolder run = RunFolder::open(folder / "run");
  const std::string file = (folder / "run" / "event-scores.json").string();
  auto json = run.event_scores();
  json["labels"] = {"car"};
  core::write_file_atomically(file, json.dump());
  EXPECT_THROW(run.scored_scenes(), core::BadData);
  json["labels"] = 7;
  core::write_file_atomically(file, json.dump());
  EXPECT_THROW(run.scored_scenes(), core::BadData);
  json.erase("intervals");
  core::write_file_atomically(file, json.dump());
  EXPECT_THROW(measures_of(run), core::BadData);
}

}  // namespace
}  // namespace pinna::runs
