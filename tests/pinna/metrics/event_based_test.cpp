#include "pinna/metrics/event_based.h"

#include <gtest/gtest.h>

namespace pinna::metrics {
namespace {

using events::Event;

const std::vector<std::string> labels{"car", "dog"};

EventTally count(std::vector<Event> reference, std::vector<Event> estimated,
                 const CollarOptions& collars = {}) {
  return event_counts({"a.wav", std::move(reference), std::move(estimated)}, labels, collars);
}

TEST(EventBased, CollarsDecideAndTiesCountAsInside) {
  const CollarOptions collars{.t_collar = 0.2, .percentage_of_length = 0.5};
  const Event reference{1, 2, "dog"};
  EXPECT_TRUE(times_agree(reference, {1.2, 2.5, "dog"}, collars));
  EXPECT_TRUE(times_agree(reference, {0.8, 1.5, "dog"}, collars));
  EXPECT_FALSE(times_agree(reference, {1.200002, 2, "dog"}, collars));
  EXPECT_FALSE(times_agree(reference, {1, 2.500002, "dog"}, collars));
  // 9.3 + 0.2 is not 9.5 in binary.
  EXPECT_TRUE(times_agree({9.3, 10, "dog"}, {9.5, 10, "dog"}, collars));
}

TEST(EventBased, WhatIsLeftAndAgreesInTimeIsASubstitution) {
  const EventTally tally = count({{0, 1, "dog"}, {2, 3, "dog"}, {5, 6, "car"}},
                                 {{0, 1, "dog"}, {2, 3, "car"}, {8, 9, "car"}});
  EXPECT_EQ(tally.overall, (EventCounts{.reference = 3,
                                        .estimated = 3,
                                        .hits = 1,
                                        .substitutions = 1,
                                        .deletions = 1,
                                        .insertions = 1}));
  EXPECT_EQ(tally.class_wise[0],
            (EventCounts{.reference = 1, .estimated = 2, .deletions = 1, .insertions = 2}));
  EXPECT_EQ(tally.class_wise[1],
            (EventCounts{.reference = 2, .estimated = 1, .hits = 1, .deletions = 1}));
}

TEST(EventBased, OneEstimateFindsOneReferenceAndAsManyAsPossibleAreFound) {
  // The first reference could take either estimate, the second only the first of them.
  const EventTally tally =
      count({{1.0, 2.0, "dog"}, {0.8, 1.8, "dog"}}, {{0.9, 1.9, "dog"}, {1.15, 2.15, "dog"}});
  EXPECT_EQ(tally.overall.hits, 2);
  EXPECT_EQ(count({{1, 2, "dog"}}, {{1, 2, "dog"}, {1, 2, "dog"}}).overall.insertions, 1);
}

TEST(EventBased, NothingAgainstNothingIsNothing) {
  EXPECT_EQ(count({}, {}).overall, EventCounts{});
}

}  // namespace
}  // namespace pinna::metrics
