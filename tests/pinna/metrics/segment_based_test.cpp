#include "pinna/metrics/segment_based.h"

#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/metrics/event_scores.h"

namespace pinna::metrics {
namespace {

const std::vector<std::string> labels{"car", "dog"};

TEST(SegmentBased, TouchedSegmentsAreActive) {
  const PairedEvents recording{"a.wav", {{0.9, 2.1, "dog"}}, {{1, 2, "dog"}, {3, 3.5, "car"}}};
  const EventTally tally = segment_counts(recording, labels, 1);
  // dog: segments 0, 1, 2 against 1; car: none against 3.
  EXPECT_EQ(
      tally.class_wise[1],
      (EventCounts{.reference = 3, .estimated = 1, .hits = 1, .rejections = 1, .deletions = 2}));
  EXPECT_EQ(tally.class_wise[0], (EventCounts{.estimated = 1, .rejections = 3, .insertions = 1}));
  EXPECT_EQ(tally.overall, (EventCounts{.reference = 3,
                                        .estimated = 2,
                                        .hits = 1,
                                        .rejections = 4,
                                        .substitutions = 0,
                                        .deletions = 2,
                                        .insertions = 1}));
}

TEST(SegmentBased, AMissedAndAnInventedClassOfOneSegmentAreASubstitution) {
  const EventTally tally = segment_counts({"a.wav", {{0, 1, "dog"}}, {{0, 1, "car"}}}, labels, 1);
  EXPECT_EQ(tally.overall.substitutions, 1);
  EXPECT_EQ(tally.overall.deletions + tally.overall.insertions, 0);
}

TEST(SegmentBased, ALengthAddsSegmentsAndCutsThemOff) {
  const PairedEvents recording{"a.wav", {{0, 3, "dog"}}, {}};
  EXPECT_EQ(segment_counts(recording, labels, 1, 10).class_wise[1].rejections, 7);
  EXPECT_EQ(segment_counts(recording, labels, 1, 2).class_wise[1].reference, 2);
}

TEST(SegmentBased, TimeResolutionsThatMakeNoSenseAreRefused) {
  const PairedEvents recording{"a.wav", {{0, 3, "dog"}}, {}};
  EXPECT_THROW(segment_counts(recording, labels, 0), core::InvalidOptions);
  EXPECT_THROW(segment_counts(recording, labels, -1), core::InvalidOptions);
  EXPECT_THROW(segment_counts(recording, labels, 1e-9), core::InvalidOptions);
}

TEST(EventScores, WhatHasNoDenominatorIsUndefinedAndEntersNoMean) {
  EventTally tally;
  tally.class_wise = {{.reference = 4, .estimated = 4, .hits = 2, .deletions = 2, .insertions = 2},
                      {.reference = 3, .deletions = 3}};
  const EventScoreTable table = score(tally, {"car", "dog"}, CountedUnits::events);
  EXPECT_EQ(table.class_wise[0].f_measure, 0.5);
  EXPECT_EQ(table.class_wise[1].precision, std::nullopt);
  EXPECT_EQ(table.class_wise[1].error_rate, 1.0);
  EXPECT_EQ(table.class_wise_average.f_measure, 0.5);
  EXPECT_EQ(table.class_wise_average.recall, 0.25);
  const EventScoreTable zero =
      score(tally, {"car", "dog"}, CountedUnits::events, EmptyEstimates::zero_score);
  EXPECT_EQ(zero.class_wise_average.f_measure, 0.25);
  const EventScores nothing =
      score(EventCounts{.estimated = 2, .insertions = 2}, CountedUnits::events);
  EXPECT_EQ(nothing.error_rate, std::nullopt);
}

}  // namespace
}  // namespace pinna::metrics
