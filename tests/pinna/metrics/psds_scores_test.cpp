#include "pinna/metrics/psds_scores.h"

#include <cmath>

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

TEST(PsdsOfScores, EqualsThatOfAllOperatingPointsWhereTheCurveEndsEarly) {
  for (uint64_t seed = 1; seed <= 300; ++seed)
    for (const double end : {300.0, 600.0, 1200.0}) {
      PsdsOptions options = psds1();
      options.max_efpr = end;
      const ScoreTable scores = random_scores(seed);
      EXPECT_NEAR(psds(reference(), scores, options).value, by_operating_points(scores, options),
                  1e-12)
          << seed << ", " << end;
    }
}

/// Scores of one class in frames of a second.
events::FrameScores of_one_class(std::vector<float> values) {
  values.resize(10, 0.01F);
  return {.labels = {"dog"}, .frame_seconds = 1, .num_frames = 10, .scores = std::move(values)};
}

TEST(PsdsOfScores, HitsThatReturnAfterAlarmsHaveFallenCount) {
  const IntersectionReference truth(
      {{"B", {{0, 3, "dog"}}}, {"C", {{0, 4, "dog"}}}, {"D", {{0, 4, "dog"}}}},
      {{"A", 10}, {"B", 10}, {"C", 10}, {"D", 10}});
  const ScoreTable scores{{"A", of_one_class({.95F, .6F, .95F, .6F, .95F, .6F, .95F, .6F, .95F})},
                          {"B", of_one_class({.9F, .9F, .9F, .7F, .7F, .7F, .7F, .7F, .7F, .7F})},
                          {"C", of_one_class({.5F, .5F, .5F, .5F})},
                          {"D", of_one_class({.9F, .9F, .9F, .9F})}};
  PsdsOptions options{.intersection = {.dtc = 0.7, .gtc = 0.7}};
  options.max_efpr = 600;
  std::vector<IntersectionCounts> points;
  for (const float threshold : {.95F, .9F, .7F, .6F, .5F, .01F}) {
    events::EventTable detections;
    for (const auto& [name, frames] : scores)
      detections[name] = events::runs_above(frames.column(0), threshold, 1, "dog");
    points.push_back(count_intersections(truth, detections, options.intersection));
  }
  EXPECT_DOUBLE_EQ(psds(truth, scores, options).value, psds(truth, points, options).value);
}

/// The recordings as often as the weights say, under names of their own.
template <class Table>
Table repeated(const Table& table, const std::vector<int64_t>& weights) {
  Table copies;
  size_t i = 0;
  for (const auto& [name, value] : table) {
    for (int64_t copy = 0; copy < weights[i]; ++copy) copies[name + std::to_string(copy)] = value;
    ++i;
  }
  return copies;
}

TEST(PsdsTable, WeightsAreRepetitions) {
  const std::map<std::string, double> durations{{"a", 4}, {"b", 4}, {"c", 4}};
  const events::EventTable events{
      {"a", {{0.3, 1.4, "dog"}, {2, 3.1, "car"}}}, {"b", {{1, 3, "dog"}}}, {"c", {{0, 1, "car"}}}};
  for (const uint64_t seed : {1, 2, 3})
    for (PsdsOptions options : {psds1(), psds2(), PsdsOptions{.max_efpr = std::nullopt}}) {
      const ScoreTable scores = random_scores(seed);
      for (const std::vector<int64_t>& weights :
           {std::vector<int64_t>{1, 1, 1}, {2, 0, 1}, {0, 3, 1}}) {
        const IntersectionReference drawn(repeated(events, weights), repeated(durations, weights));
        const PsdsTable table({events, durations}, {&scores}, options);
        EXPECT_NEAR(table.value(weights), psds(drawn, repeated(scores, weights), options).value,
                    1e-12);
      }
    }
}

TEST(PsdsTable, DetectorsStandSideBySide) {
  const ScoreTable first = random_scores(1);
  const ScoreTable second = random_scores(2);
  const PsdsTable both(reference(), {&first, &second}, psds2());
  ASSERT_EQ(both.num_units(), 6);
  const auto alone = [](const ScoreTable& scores) {
    return psds(reference(), scores, psds2()).value;
  };
  EXPECT_DOUBLE_EQ(both.value(std::vector<int64_t>{1, 1, 1, 0, 0, 0}), alone(first));
  EXPECT_DOUBLE_EQ(both.value(std::vector<int64_t>{0, 0, 0, 1, 1, 1}), alone(second));
  ScoreTable mixed = first;
  mixed["b"] = second.at("b");
  EXPECT_DOUBLE_EQ(both.value(std::vector<int64_t>{1, 0, 1, 0, 1, 0}), alone(mixed));
}

TEST(PsdsTable, ClassesThatWereNotDrawnAreLeftOut) {
  const ScoreTable scores = random_scores(1);
  const PsdsTable table(reference(), {&scores}, psds1());
  EXPECT_TRUE(std::isfinite(table.value(std::vector<int64_t>{0, 2, 1})));  // no car
  EXPECT_EQ(table.value(std::vector<int64_t>{0, 0, 3}), 0);
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
  scores["a"].frame_seconds = 0.28;  // 4.48 s of scores for 4 s
  EXPECT_THROW(psds(reference(), scores, {}), core::BadData);
  scores["a"].frame_seconds = 0.26;  // the last frame ends later
  psds(reference(), scores, {});
  scores["a"].labels = {"car", "cat"};
  EXPECT_THROW(psds(reference(), scores, {}), core::BadData);
}

}  // namespace
}  // namespace pinna::metrics
