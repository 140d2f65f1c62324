#include "pinna/metrics/what_when_errors.h"

#include <numeric>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

using events::Event;
using EventList = std::vector<Event>;
using Pairs = std::vector<EventPair>;

const std::vector<std::string> animals{"car", "dog"};

WhatWhenTally tally_of(const EventList& reference, const EventList& estimated) {
  return what_when_tally({"a.wav", reference, estimated}, animals);
}

/// Events on a grid of 10 ms, overlaps and repetitions among them.
EventList any_events(int most) {
  EventList list(*rc::gen::inRange<size_t>(0, static_cast<size_t>(most)));
  for (Event& event : list) {
    const int onset = *rc::gen::inRange(0, 800);
    event = {onset / 100.0, (onset + *rc::gen::inRange(1, 300)) / 100.0,
             animals[*rc::gen::inRange<size_t>(0, 2)]};
  }
  return list;
}

TEST(WhatWhenErrors, TimesOfRightlyNamedEventsAreCompared) {
  const WhatWhenErrors errors = score(tally_of({{1, 2, "dog"}, {4, 6, "car"}},  //
                                               {{4, 5.5, "car"}, {1.1, 2.2, "dog"}}));
  EXPECT_NEAR(errors.onset_error.value(), (0.1 + 0) / 2, 1e-12);
  EXPECT_NEAR(errors.offset_error.value(), (0.2 + 0.5) / 2, 1e-12);
  EXPECT_NEAR(errors.overlap.value(), (0.9 / 1.2 + 1.5 / 2) / 2, 1e-12);
  EXPECT_EQ(errors.confusion, 0);
  EXPECT_EQ(errors.missed, 0);
  EXPECT_EQ(errors.extra, 0);
}

TEST(WhatWhenErrors, SwappedClassesAreConfusionsAndHaveNoTimes) {
  const WhatWhenTally tally = tally_of({{0, 2, "dog"}, {4, 6, "car"}, {8, 9, "dog"}},
                                       {{0, 2, "car"}, {4, 6.5, "dog"}, {8, 9, "dog"}});
  EXPECT_EQ(tally.pairs, 1);
  EXPECT_EQ(tally.confusions, (std::vector<int64_t>{0, 1, 1, 1}));
  const WhatWhenErrors errors = score(tally);
  EXPECT_EQ(errors.confusion, 2.0 / 3);
  EXPECT_EQ(errors.onset_error, 0);
  EXPECT_EQ(errors.missed, 0);
  EXPECT_EQ(errors.extra, 0);
}

TEST(WhatWhenErrors, TheSecondDetectionOfAnEventIsExtra) {
  const WhatWhenTally twice = tally_of({{0, 2, "dog"}}, {{0, 2, "dog"}, {0, 2, "dog"}});
  EXPECT_EQ(score(twice).extra, 0.5);
  EXPECT_EQ(score(twice).onset_error, 0);
  // Of two pieces of an event the larger one counts.
  const WhatWhenTally pieces = tally_of({{0, 10, "dog"}}, {{0, 4, "dog"}, {4, 10, "dog"}});
  EXPECT_EQ(score(pieces).onset_error, 4);
  EXPECT_EQ(score(pieces).offset_error, 0);
  EXPECT_EQ(score(pieces).overlap, 0.6);
  EXPECT_EQ(pieces.extra, 1);
}

TEST(WhatWhenErrors, WhatADetectionCoversBeyondTheEventCountsAgainstIt) {
  EXPECT_EQ(pairs_of_one_class({"", {{2, 3, "dog"}}, {{0, 9, "dog"}, {2, 3.1, "dog"}}}),
            (Pairs{{0, 1}}));
}

TEST(WhatWhenErrors, PairsOfOneClassHaveTheLargestSumOfOverlaps) {
  // Alone, the first event and the first detection fit best: 0.6 against 0.33 + 0.44.
  const PairedEvents recording{
      "", {{4, 8, "dog"}, {7, 9.5, "dog"}}, {{5, 9, "dog"}, {2, 6, "dog"}}};
  EXPECT_EQ(pairs_of_one_class(recording), (Pairs{{0, 1}, {1, 0}}));
  const WhatWhenErrors errors = score(what_when_tally(recording, animals));
  EXPECT_DOUBLE_EQ(errors.overlap.value(), (2.0 / 6 + 2 / 4.5) / 2);
  EXPECT_EQ(errors.onset_error, 2);
}

TEST(WhatWhenErrors, HalfOfTheTimeIsWellTimedAndLessIsNot) {
  EXPECT_EQ(well_timed_pairs({"", {{0, 0.3, "dog"}}, {{0, 0.15, "car"}}}), (Pairs{{0, 0}}));
  EXPECT_EQ(well_timed_pairs({"", {{0, 0.3, "dog"}}, {{0, 0.1499, "dog"}}}), Pairs{});
  // Found by a third, so in a pair of its class, but no evidence about confusions.
  const WhatWhenTally tally = tally_of({{0, 3, "dog"}}, {{0, 1, "dog"}});
  EXPECT_EQ(score(tally).confusion, std::nullopt);
  EXPECT_EQ(score(tally).missed, 0);
  EXPECT_EQ(score(tally).offset_error, 2);
}

TEST(WhatWhenErrors, TheBestTimedOfAnyClassComesFirstAndEqualOnesGoToTheirOwn) {
  EXPECT_EQ(well_timed_pairs({"", {{0, 2, "dog"}}, {{0, 1.5, "dog"}, {0, 1.9, "car"}}}),
            (Pairs{{0, 1}}));
  EXPECT_EQ(well_timed_pairs({"",
                              {{0, 2, "dog"}, {0, 2, "car"}},  //
                              {{0, 2, "car"}, {0, 2, "dog"}}}),
            (Pairs{{0, 1}, {1, 0}}));
}

TEST(WhatWhenErrors, EventsElsewhereAreMissedAndExtra) {
  const WhatWhenErrors errors = score(
      tally_of({{0, 2, "dog"}, {4, 6, "car"}}, {{0, 2, "dog"}, {2, 4, "dog"}, {6, 8, "car"}}));
  EXPECT_EQ(errors.missed, 0.5);
  EXPECT_EQ(errors.extra, 2.0 / 3);
  // An event without duration overlaps nothing, not even itself.
  EXPECT_EQ(score(tally_of({{1, 1, "dog"}}, {{1, 1, "dog"}})).missed, 1);
}

TEST(WhatWhenErrors, NothingCountedIsUndefined) {
  EXPECT_EQ(score({}), WhatWhenErrors{});
  EXPECT_EQ(score(tally_of({}, {})), WhatWhenErrors{});
  EXPECT_EQ(score(tally_of({{0, 1, "dog"}}, {})), WhatWhenErrors{.missed = 1});
  EXPECT_EQ(score(tally_of({}, {{0, 1, "dog"}})), WhatWhenErrors{.extra = 1});
  const auto json = to_json(tally_of({}, {}), animals);
  EXPECT_TRUE(json["onset_error"].is_null());
  EXPECT_EQ(json["confusions"]["counts"].dump(), "[[0,0],[0,0]]");
}

TEST(WhatWhenErrors, TalliesAddUpOverRecordings) {
  WhatWhenTally sum;
  sum += tally_of({{0, 2, "dog"}}, {{0.5, 2, "dog"}});
  sum += tally_of({{0, 2, "dog"}, {5, 6, "car"}}, {{0, 2, "car"}});
  sum += {};
  EXPECT_EQ(sum, (WhatWhenTally{.reference = 3,
                                .estimated = 2,
                                .pairs = 1,
                                .onset_error = 0.5,
                                .overlap = 0.75,
                                .well_timed = 2,
                                .confused = 1,
                                .confusions = {0, 0, 1, 1},
                                .missed = 1}));
  EXPECT_EQ(to_json(sum, animals)["confusions"]["counts"].dump(), "[[0,0],[1,1]]");
  EXPECT_THROW(sum += what_when_tally({}, {"dog"}), core::InvalidOptions);
  EXPECT_THROW(what_when_tally({"", {{0, 1, "cat"}}, {{0, 1, "cat"}}}, animals),
               core::InvalidOptions);
}

RC_GTEST_PROP(WhatWhenErrors, PerfectDetectionsHaveNoErrors, ()) {
  const EventList reference = any_events(12);
  EventList estimated = reference;
  std::reverse(estimated.begin(), estimated.end());
  const WhatWhenTally tally = tally_of(reference, estimated);
  RC_ASSERT(tally.pairs == tally.reference);
  RC_ASSERT(tally.well_timed == tally.reference);
  RC_ASSERT(tally.onset_error + tally.offset_error == 0);
  RC_ASSERT(tally.overlap == static_cast<double>(tally.pairs));
  RC_ASSERT(tally.confused + tally.missed + tally.extra == 0);
}

RC_GTEST_PROP(WhatWhenErrors, EveryEventIsPairedOrCounted, ()) {
  const PairedEvents recording{"", any_events(10), any_events(10)};
  const WhatWhenTally tally = what_when_tally(recording, animals);
  RC_ASSERT(std::accumulate(tally.confusions.begin(), tally.confusions.end(), int64_t{0}) ==
            tally.well_timed);
  RC_ASSERT(tally.well_timed - tally.confused == tally.confusions[0] + tally.confusions[3]);
  const int64_t most = tally.pairs + tally.well_timed;
  const int64_t least = std::max(tally.pairs, tally.well_timed);
  for (const int64_t found : {tally.reference - tally.missed, tally.estimated - tally.extra})
    RC_ASSERT(found >= least && found <= most);
  // The other way round misses are extra, and nothing else changes.
  const WhatWhenTally other =
      what_when_tally({"", recording.estimated, recording.reference}, animals);
  RC_ASSERT(other.pairs == tally.pairs);
  RC_ASSERT(std::abs(other.overlap - tally.overlap) < 1e-9);
}

RC_GTEST_PROP(WhatWhenErrors, AShiftThatKeepsEventsApartIsTheError, ()) {
  EventList reference;
  for (int i = *rc::gen::inRange(1, 8); i > 0; --i)
    reference.push_back({3.0 * i, 3.0 * i + 1, animals[*rc::gen::inRange<size_t>(0, 2)]});
  EventList estimated = reference;
  const double shift = *rc::gen::inRange(-33, 34) / 100.0;
  for (Event& event : estimated) event = {event.onset + shift, event.offset + shift, "dog"};
  for (size_t i = 0; i < reference.size(); ++i) estimated[i].event_label = reference[i].event_label;
  const WhatWhenErrors errors = score(tally_of(reference, estimated));
  RC_ASSERT(std::abs(errors.onset_error.value() - std::abs(shift)) < 1e-9);
  RC_ASSERT(std::abs(errors.offset_error.value() - std::abs(shift)) < 1e-9);
  RC_ASSERT(errors.confusion == 0.0);
}

}  // namespace
}  // namespace pinna::metrics
