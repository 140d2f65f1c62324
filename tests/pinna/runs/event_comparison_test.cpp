#include "pinna/runs/event_comparison.h"

#include "tests/support/example_detections.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"

namespace pinna::runs {
namespace {

using test::example_detections;
using testing::HasSubstr;

/// Two folds and one seed; the detectors find so many of the events.
std::vector<PairedDetections> pairs(double baseline, double arm) {
  std::vector<PairedDetections> runs;
  for (const int64_t fold : {1, 2}) {
    const auto scenes = static_cast<uint64_t>(fold);
    runs.push_back({.fold = fold,
                    .seed = 1,
                    .baseline = example_detections(60, baseline, scenes, 10 * scenes),
                    .arm = example_detections(60, arm, scenes, 10 * scenes + 1)});
  }
  return runs;
}

EventArmComparison compared(const std::vector<PairedDetections>& runs) {
  std::vector comparisons{compare_detectors("arm", runs, 0.25, {.event_resamples = 200})};
  conclude(comparisons, 0.95);
  return comparisons.front();
}

TEST(EventComparison, ABetterDetectorIsRecognised) {
  const EventArmComparison comparison = compared(pairs(0.4, 0.9));
  EXPECT_EQ(comparison.num_runs, 2);
  EXPECT_EQ(comparison.num_scenes, 120);
  ASSERT_EQ(comparison.measures.size(), 4u);
  for (const MeasureDifference& measure : comparison.measures) {
    EXPECT_NEAR(measure.difference.value, measure.arm - measure.baseline, 1e-12);
    EXPECT_GT(measure.difference.bca.low, 0) << core::enum_name(measure.measure);
  }
  EXPECT_NEAR(comparison.randomisation.p, 1.0 / 201, 1e-12);
  EXPECT_EQ(comparison.verdict, Verdict::difference);
  EXPECT_EQ(comparison.folds.size(), 2u);
  EXPECT_THAT(conclusion(comparison, "base", 0.95),
              testing::AllOf(HasSubstr("PSDS1 above base"), HasSubstr("a difference")));
  const auto json = to_json(comparison, "base", 0.95);
  EXPECT_EQ(json["primary"], "psds1");
  EXPECT_EQ(json["measures"]["event_f1"]["difference"], comparison.measures[2].difference.value);
}

TEST(EventComparison, EqualDetectorsAreNotToldApart) {
  const EventArmComparison comparison = compared(pairs(0.7, 0.7));
  EXPECT_EQ(comparison.verdict, Verdict::not_shown);
  EXPECT_GT(comparison.randomisation.p, 0.05);
  EXPECT_THAT(conclusion(comparison, "base", 0.95), HasSubstr("No difference"));
  std::vector<PairedDetections> same = pairs(0.7, 0.7);
  for (PairedDetections& run : same) run.arm = run.baseline;
  EXPECT_EQ(compared(same).randomisation.p, 1);
}

TEST(EventComparison, OtherScenesCannotBeCompared) {
  std::vector<PairedDetections> runs = pairs(0.7, 0.7);
  runs[1].arm.reference.begin()->second.clear();
  EXPECT_THROW(compared(runs), core::BadData);
  EXPECT_THROW(compare_detectors("arm", {}, std::nullopt, {}), core::InvalidOptions);
  // A second seed of fold 1 with the scenes of fold 2.
  std::vector<PairedDetections> seeds = pairs(0.7, 0.7);
  seeds[1].fold = 1;
  seeds[1].seed = 2;
  EXPECT_THROW(compared(seeds), core::BadData);
}

}  // namespace
}  // namespace pinna::runs
