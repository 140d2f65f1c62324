#include "pinna/report/psd_roc_figure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

using testing::HasSubstr;

metrics::PsdsResult result() {
  return {.value = 0.4567,
          .max_efpr = 100,
          .roc = {.efpr = {0, 10, 50, 150},
                  .class_tpr = {{0, 0.2, 0.4, 0.9}, {0.1, 0.2, 0.41, 0.9}},
                  .mean_tpr = {0.05, 0.2, 0.405, 0.9},
                  .effective_tpr = {0, 0.2, 0.4, 0.9}}};
}

TEST(PsdRocFigure, CurvesEndWhereTheAreaEnds) {
  const std::string script = psd_roc_figure(result(), {"car_horn", "it's"}).script;
  EXPECT_THAT(script, HasSubstr("$class0 << EOD\n0 0\n10 20\n50 40\n100 40\nEOD\n"));
  EXPECT_THAT(script, HasSubstr("$effective << EOD\n0 0\n10 20\n50 40\n100 40\nEOD\n"));
  EXPECT_THAT(script, HasSubstr("'PSDS 0.457'"));
}

TEST(PsdRocFigure, NamesThatWouldCoverOneAnotherAreMovedApart) {
  const std::string script = psd_roc_figure(result(), {"car_horn", "dog"}).script;
  // Their curves end at 40 and 41 %: they part by the same distance from both.
  double low = 0, high = 0;
  const size_t first = script.find("set label 1 'car horn' at first 1");
  const size_t second = script.find("set label 2 'dog' at first 1");
  ASSERT_NE(first, std::string::npos);
  ASSERT_NE(second, std::string::npos);
  sscanf(script.c_str() + script.find(", first ", first), ", first %lf", &low);
  sscanf(script.c_str() + script.find(", first ", second), ", first %lf", &high);
  EXPECT_GT(high - low, 4);
  EXPECT_NEAR((high + low) / 2, 40.5, 0.01);
}

TEST(PsdRocFigure, IsDrawn) {
  EXPECT_THAT(render(psd_roc_figure(result(), {"car_horn", "it's"}), FigureFormat::svg),
              HasSubstr("car horn"));
}

}  // namespace
}  // namespace pinna::report
