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

TEST(ForestFigure, NoArmsAreRefused) {
  EXPECT_THROW(forest_figure({}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::report
