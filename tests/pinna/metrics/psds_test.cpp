#include "pinna/metrics/psds.h"

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"
#include "pinna/events/event_table.h"

namespace pinna::metrics {
namespace {

using events::EventTable;

IntersectionReference two_classes() {
  return {{{"a.wav", {{0, 2, "dog"}, {4, 6, "car"}}}, {"b.wav", {{1, 3, "dog"}}}},
          {{"a.wav", 1800}, {"b.wav", 1800}}};
}

TEST(Intersection, ToleranceDecidesBetweenHitFalseAlarmAndCrossTrigger) {
  const IntersectionReference reference = two_classes();
  // Half of the first detection lies on its class, a third of the second on the other class.
  const EventTable detections{{"a.wav", {{1, 3, "dog"}, {3, 6, "dog"}}}};
  const IntersectionCounts counts = count_intersections(reference, detections, {});
  const size_t car = 0;
  const size_t dog = 1;
  EXPECT_EQ(counts.true_positives[dog], 1);
  EXPECT_EQ(counts.false_positives[dog], 1);
  EXPECT_EQ(counts.cross_triggers[dog * 2 + car], 1);
  EXPECT_EQ(counts.true_positives[car], 0);
  const auto strict = count_intersections(reference, detections, {.dtc = 0.6, .cttc = 0.7});
  EXPECT_EQ(strict.true_positives[dog], 0);
  EXPECT_EQ(strict.false_positives[dog], 2);
  EXPECT_EQ(strict.cross_triggers[dog * 2 + car], 0);
}

TEST(Intersection, ClassesAndRecordingsThatTheReferenceHasNotAreLeftOut) {
  const EventTable detections{{"a.wav", {{0, 1, "siren"}}}, {"z.wav", {{0, 1, "dog"}}}};
  EXPECT_EQ(count_intersections(two_classes(), detections, {}), IntersectionCounts(2));
}

TEST(Intersection, ReferencesNeedEventsAndDurations) {
  EXPECT_THROW(IntersectionReference({{"a.wav", {{0, 2, "dog"}}}}, {}), core::BadData);
  EXPECT_THROW(IntersectionReference({{"a.wav", {}}}, {{"a.wav", 10}}), core::BadData);
}

TEST(Psds, IsTheAreaUnderTheStaircase) {
  const IntersectionReference reference = two_classes();  // an hour of sound
  // All of car without a false alarm, half of dog with one an hour, all of it with three.
  IntersectionCounts first(2);
  first.true_positives = {1, 1};
  first.false_positives = {0, 1};
  IntersectionCounts second(2);
  second.true_positives = {1, 2};
  second.false_positives = {0, 3};
  const PsdsResult result = psds(reference, {first, second}, {.max_efpr = 4});
  EXPECT_DOUBLE_EQ(result.value, (0.5 * 1 + 0.75 * 2 + 1.0 * 1) / 4);
  // Up to the last false alarm, and with a cost of half the classes' difference.
  EXPECT_DOUBLE_EQ(psds(reference, {first, second}, {.max_efpr = std::nullopt}).value,
                   (0.5 * 1 + 0.75 * 2) / 3);
  EXPECT_DOUBLE_EQ(psds(reference, {first, second}, {.alpha_st = 1, .max_efpr = 4}).value,
                   (0.0 * 1 + 0.5 * 2 + 1.0 * 1) / 4);
}

TEST(Psds, CrossTriggersCountAgainstTheTimeOfTheOtherClass) {
  const IntersectionReference reference = two_classes();  // car sounds for two seconds
  IntersectionCounts counts(2);
  counts.true_positives = {1, 2};
  counts.cross_triggers = {0, 0, 1, 0};  // a dog was detected where a car was
  const PsdsResult result = psds(reference, {counts}, {.alpha_ct = 0.5, .max_efpr = 1000});
  // 0.5 * 1800 an hour / 2 classes = 450 for dog.
  EXPECT_DOUBLE_EQ(result.value, (0.5 * 450 + 1.0 * 550) / 1000);
}

TEST(Psds, NeedsAnOperatingPointAndAnEnd) {
  EXPECT_THROW(psds(two_classes(), {}, {}), core::InvalidOptions);
  EXPECT_THROW(psds(two_classes(), {IntersectionCounts(2)}, {.max_efpr = std::nullopt}),
               core::InvalidOptions);
}

RC_GTEST_PROP(Psds, MoreOperatingPointsNeverLowerItWithoutACostOfDifferences, ()) {
  const IntersectionReference reference = two_classes();
  std::vector<IntersectionCounts> points;
  double before = 0;
  for (int i = 0; i < 5; ++i) {
    IntersectionCounts counts(2);
    counts.true_positives = {*rc::gen::inRange<int64_t>(0, 2), *rc::gen::inRange<int64_t>(0, 3)};
    counts.false_positives = {*rc::gen::inRange<int64_t>(0, 200),
                              *rc::gen::inRange<int64_t>(0, 200)};
    points.push_back(counts);
    const double now = psds(reference, points, {}).value;
    RC_ASSERT(now >= before - 1e-15 && now <= 1);
    before = now;
  }
}

/// Settings and what psds_eval 0.5 computes for ten operating points of DCASE 2019's baseline.
struct Golden {
  PsdsOptions options;
  double psds;
  double macro_f1;  // of the sixth point
};

TEST(Psds, EqualsPsdsEval) {
  const auto folder = test::shared_path("golden/psds_eval");
  REQUIRE_SHARED(folder);
  const IntersectionReference reference(events::read_event_table(folder / "dcase2019t4_gt.csv"),
                                        events::read_durations(folder / "dcase2019t4_meta.csv"));
  std::vector<EventTable> detections;
  for (const char* threshold :
       {"0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0"})
    detections.push_back(
        events::read_event_table(folder / ("baseline_" + std::string(threshold) + ".csv")));
  for (const Golden& golden : {Golden{{}, 0.408129268266769, 0.48803605757081303},
                               Golden{psds1(), 0.14452828641459992, 0.3799802528089962},
                               Golden{psds2(), 0.248840750586245, 0.56473641951575}}) {
    std::vector<IntersectionCounts> points;
    for (const EventTable& table : detections)
      points.push_back(count_intersections(reference, table, golden.options.intersection));
    EXPECT_NEAR(psds(reference, points, golden.options).value, golden.psds, 1e-12);
    EXPECT_NEAR(macro_intersection_f1(reference, points[5]), golden.macro_f1, 1e-12);
  }
}

}  // namespace
}  // namespace pinna::metrics
