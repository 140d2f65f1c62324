#include "pinna/report/reliability_figure.h"

#include "tests/support/example_run.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

using testing::HasSubstr;

TEST(ReliabilityFigure, HasABarForEachBinInUse) {
  // All six predictions say 0.75; five are right.
  const auto calibration = metrics::measure_calibration(test::example_predictions(1), 4);
  const Figure figure = reliability_figure(calibration);
  EXPECT_THAT(figure.script, HasSubstr("$bins << END\n62.5000 83.3333 75.0000 "));
  EXPECT_THAT(figure.script, HasSubstr(" 25.0000 6\nEND\n"));
  EXPECT_THAT(render(figure, FigureFormat::svg), HasSubstr("as sure as right"));
}

TEST(ReliabilityFigure, CaptionSaysWhichWayItErrs) {
  EXPECT_THAT(reliability_caption(metrics::measure_calibration(test::example_predictions(1))),
              testing::AllOf(HasSubstr("15 bins"), HasSubstr("Expected calibration error 8.3 %"),
                             HasSubstr("on average 8.3 points too timid")));
  EXPECT_THAT(reliability_caption(metrics::measure_calibration(test::example_predictions(2))),
              HasSubstr("8.3 points too sure"));
}

TEST(ReliabilityFigure, NoPredictionsAreRefused) {
  EXPECT_THROW(reliability_figure({}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::report
