#include "pinna/metrics/psds_scores.h"

#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::metrics {
namespace {

/// Random scores on a grid, for two classes in three recordings of 4 s.
ScoreTable random_scores(uint64_t seed) {
  core::Random random(seed);
  ScoreTable scores;
  for (const char* name : {"a", "b", "c"}) {
    events::FrameScores frames{.labels = {"car", "dog"}, .frame_seconds = 0.25, .num_frames = 16};
    for (int i = 0; i < 32; ++i) frames.scores.push_back(static_cast<float>(random.below(20)) / 20);
    scores[name] = frames;
  }
  return scores;
}

IntersectionReference reference() {
  return {{{"a", {{0.3, 1.4, "dog"}, {2, 3.1, "car"}}}, {"b", {{1, 3, "dog"}}}},
          {{"a", 4}, {"b", 4}, {"c", 4}}};
}

/// What psds() makes of the detections at every value of the grid.
double by_operating_points(const ScoreTable& scores, const PsdsOptions& options) {
  std::vector<IntersectionCounts> points;
  for (int step = 0; step < 20; ++step) {
    events::EventTable detections;
    for (const auto& [name, frames] : scores)
      for (int64_t index = 0; index < 2; ++index)
        for (const events::Event& event :
             events::runs_above(frames.column(index), static_cast<float>(step) / 20,
                                frames.frame_seconds, frames.labels[static_cast<size_t>(index)]))
          detections[name].push_back(event);
    points.push_back(count_intersections(reference(), detections, options.intersection));
  }
  return psds(reference(), points, options).value;
}

TEST(PsdsOfScores, EqualsThatOfAllOperatingPoints) {
  for (const uint64_t seed : {1, 2, 3, 4, 5})
    for (PsdsOptions options : {PsdsOptions{}, psds1(), psds2()}) {
      options.max_efpr = 2000;
      const ScoreTable scores = random_scores(seed);
      EXPECT_NEAR(psds(reference(), scores, options).value, by_operating_points(scores, options),
                  1e-12);
    }
}

TEST(PsdsOfScores, PerfectScoresReachOne) {
  ScoreTable scores;
  const IntersectionReference perfect({{"a", {{1, 2, "dog"}, {2, 3, "car"}}}}, {{"a", 4}});
  scores["a"] = {.labels = {"car", "dog"},
                 .frame_seconds = 1,
                 .num_frames = 4,
                 .scores = {0, 0, 0, 1, 1, 0, 0, 0}};
  EXPECT_DOUBLE_EQ(psds(perfect, scores, psds1()).value, 1);
}

TEST(PsdsOfScores, NeedDurationsAndEveryClass) {
  ScoreTable scores = random_scores(1);
  scores["d"] = scores["a"];
  EXPECT_THROW(psds(reference(), scores, {}), core::BadData);
  scores.erase("d");
  scores["a"].labels = {"car", "cat"};
  EXPECT_THROW(psds(reference(), scores, {}), core::BadData);
}

}  // namespace
}  // namespace pinna::metrics
