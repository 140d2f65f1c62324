#include "pinna/metrics/event_summary.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/core/random.h"

namespace pinna::metrics {
namespace {

struct Example {
  events::EventTable reference;
  std::map<std::string, double> durations;
  DetectorOutput detector;
};

/// Recordings of 4 s with one event each, found where `found` says so.
Example example(const std::vector<bool>& found) {
  Example example;
  for (size_t i = 0; i < found.size(); ++i) {
    const std::string name = "scene" + std::to_string(i);
    const std::string label = i % 2 == 0 ? "car" : "dog";
    example.reference[name] = {{1, 2, label}};
    example.detector.estimated[name] = {};
    if (found[i]) example.detector.estimated[name] = {{1, 2, label}};
    example.durations[name] = 4;
    events::FrameScores scores{.labels = {"car", "dog"},
                               .frame_seconds = 1,
                               .num_frames = 4,
                               .scores = std::vector<float>(8)};
    if (found[i]) scores.scores[2 + i % 2] = 1;
    example.detector.scores[name] = scores;
  }
  return example;
}

EventSummary summary_of(const Example& e) {
  return summarize(e.reference, e.detector, e.durations);
}

TEST(EventSummary, PerfectDetectionsHavePerfectScores) {
  const EventSummary summary = summary_of(example(std::vector<bool>(10, true)));
  EXPECT_EQ(summary.num_recordings, 10);
  EXPECT_EQ(summary.event_based.class_wise_average.f_measure, 1.0);
  EXPECT_EQ(summary.segment_based.class_wise_average.f_measure, 1.0);
  for (const auto& [measure, score] : summary.measures) {
    EXPECT_DOUBLE_EQ(score.value, 1) << core::enum_name(measure);
    EXPECT_EQ(score.interval, (Interval{1, 1})) << core::enum_name(measure);
  }
  EXPECT_EQ(summary.timing.pairs, 10);
}

TEST(EventSummary, IntervalsHoldTheScoreAndNarrowWithMoreRecordings) {
  std::vector<bool> found;
  core::Random random(1);
  for (int i = 0; i < 200; ++i) found.push_back(random.chance(0.6));
  const EventSummary many = summary_of(example(found));
  found.resize(20);
  const EventSummary few = summary_of(example(found));
  for (const auto& [measure, name] : core::EnumNames<EventMeasure>::names) {
    const auto width = [&](const EventSummary& summary) {
      const auto& [value, interval] = summary.measures.at(measure);
      EXPECT_LT(interval.low, value) << name;
      EXPECT_GT(interval.high, value) << name;
      return interval.high - interval.low;
    };
    EXPECT_LT(2 * width(many), width(few)) << name;
    EXPECT_EQ(to_json(many)["intervals"][name][0], many.measures.at(measure).interval.low);
    EXPECT_EQ(to_json(many)[name], many.measures.at(measure).value);
  }
}

}  // namespace
}  // namespace pinna::metrics
