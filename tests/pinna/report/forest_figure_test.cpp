#include "pinna/report/forest_figure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

using testing::HasSubstr;

runs::StudyComparison two_arms() {
  runs::StudyComparison comparison{.baseline = "log_mel"};
  for (const char* name : {"mfcc", "it's"}) {
    runs::ArmComparison arm{.arm = name};
    arm.difference.value = -0.062;
    arm.difference.bca = {.low = -0.091, .high = -0.034};
    comparison.arms.push_back(arm);
  }
  comparison.arms[0].verdict = runs::Verdict::difference;
  return comparison;
}

TEST(ForestFigure, DrawsEachArmByItsVerdict) {
  const std::string script = forest_figure(two_arms()).script;
  EXPECT_THAT(script, HasSubstr("$shown << END\n0 -6.2000 -9.1000 -3.4000\nEND\n"));
  EXPECT_THAT(script, HasSubstr("$not_shown << END\n1 -6.2000 -9.1000 -3.4000\nEND\n"));
  EXPECT_THAT(script, HasSubstr("'-6.2 [-9.1, -3.4]  Holm p 1.000' 0"));
}

TEST(ForestFigure, IsDrawnWhateverTheVerdictsAre) {
  auto comparison = two_arms();
  EXPECT_THAT(render(forest_figure(comparison), FigureFormat::svg), HasSubstr("log mel [points]"));
  comparison.arms[0].verdict = runs::Verdict::not_shown;
  EXPECT_THAT(render(forest_figure(comparison), FigureFormat::svg),
              HasSubstr("no difference shown"));
}

/// Twenty arms by PSDS1, which is tested, and event F1, which is not.
runs::StudyComparison twenty_detectors() {
  runs::StudyComparison comparison{.baseline = "crnn"};
  for (int i = 0; i < 20; ++i) {
    runs::EventArmComparison arm{.arm = "arm_" + std::to_string(i), .holm_p = 0.012};
    for (const auto measure : {metrics::EventMeasure::psds1, metrics::EventMeasure::event_f1}) {
      runs::MeasureDifference difference{.measure = measure};
      difference.difference.value = 0.02;
      difference.difference.bca = {.low = 0.01, .high = 0.03};
      arm.measures.push_back(difference);
    }
    comparison.event_arms.push_back(arm);
  }
  comparison.event_arms[0].verdict = runs::Verdict::difference;
  return comparison;
}

TEST(ForestFigure, DetectorsAreShownByAnyMeasure) {
  const auto psds = forest_of(twenty_detectors(), metrics::EventMeasure::psds1);
  ASSERT_EQ(psds.rows.size(), 20U);
  EXPECT_EQ(psds.title, "PSDS1 minus that of crnn, 95 % interval");
  EXPECT_EQ(psds.rows[0].numbers, "+0.020 [+0.010, +0.030]  Holm p 0.012");
  EXPECT_EQ(psds.rows[0].verdict, runs::Verdict::difference);
  EXPECT_DOUBLE_EQ(psds.rows[1].value, 0.02);
  const auto f1 = forest_of(twenty_detectors(), metrics::EventMeasure::event_f1);
  EXPECT_EQ(f1.title, "event F1 minus that of crnn [points], 95 % interval");
  EXPECT_EQ(f1.rows[0].numbers, "+2.0 [+1.0, +3.0]");
  EXPECT_EQ(f1.rows[0].verdict, std::nullopt);
  EXPECT_DOUBLE_EQ(f1.rows[0].interval.high, 3);
}

TEST(ForestFigure, RowsWithoutTestsHaveNoKey) {
  const auto draw = [](metrics::EventMeasure measure) {
    return render(forest_figure(forest_of(twenty_detectors(), measure)), FigureFormat::svg);
  };
  EXPECT_THAT(draw(metrics::EventMeasure::psds1), HasSubstr("no difference shown"));
  EXPECT_THAT(draw(metrics::EventMeasure::event_f1),
              testing::AllOf(testing::Not(HasSubstr("no difference shown")), HasSubstr("arm 19")));
}

TEST(ForestFigure, NoArmsAreRefused) {
  EXPECT_THROW(forest_figure(runs::StudyComparison{}), core::InvalidOptions);
  EXPECT_THROW(forest_figure(Forest{}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::report
