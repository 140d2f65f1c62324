#include "pinna/report/cost_gain_figure.h"

#include <cmath>

#include "tests/support/png_size.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::report {
namespace {

using testing::HasSubstr;
using testing::Not;

CostGainPlane two_gains() {
  return {.baseline = "crnn",
          .baseline_cost = 900,
          .cost_title = "multiply-adds of 10 s [millions]",
          .gain_title = "PSDS1 minus that of `crnn`",
          .arms = {{"film_a", 1000, 0.02, {0.01, 0.03}}, {"it's", 5000, -0.01, {-0.03, 0.01}}}};
}

TEST(CostGainFigure, PointsAreFilledWhereTheIntervalLeavesZeroOut) {
  EXPECT_THAT(cost_gain_figure(two_gains()).script,
              testing::AllOf(HasSubstr("$clear << END\n1000 0.02 0.01 0.03\nEND\n"),
                             HasSubstr("$unclear << END\n5000 -0.01 -0.03 0.01\nEND\n"),
                             HasSubstr("set logscale x"), HasSubstr("bars: 95 % intervals")));
}

TEST(CostGainFigure, TheBaselineIsALineAndAPointWhereItsCostIsKnown) {
  CostGainPlane plane = two_gains();
  EXPECT_THAT(cost_gain_figure(plane).script, HasSubstr("$baseline << END\n900 0\nEND\n"));
  plane.baseline_cost.reset();
  const Figure figure = cost_gain_figure(plane);
  EXPECT_THAT(figure.script, testing::AllOf(HasSubstr("first 0 to graph 1, first 0 nohead"),
                                            Not(HasSubstr("$baseline"))));
  EXPECT_NO_THROW(render(figure, FigureFormat::png));
}

TEST(CostGainFigure, IsWrittenInEveryFormatAtItsSize) {
  const test::TemporaryFolder folder;
  const Figure figure = cost_gain_figure(two_gains());
  for (const char* name : {"a.png", "a.svg", "a.pdf"}) write_figure(figure, folder / name);
  EXPECT_EQ(test::png_size(core::read_file(folder / "a.png")), test::dots_of(figure));
  EXPECT_THAT(core::read_file(folder / "a.svg"),
              testing::AllOf(HasSubstr("it’s"), HasSubstr("film a"), HasSubstr("`crnn`")));
  EXPECT_THAT(core::read_file(folder / "a.pdf"), testing::StartsWith("%PDF"));
}

TEST(CostGainFigure, WhatCannotBeDrawnIsRefused) {
  EXPECT_THROW(cost_gain_figure({}), core::InvalidOptions);
  CostGainPlane plane = two_gains();
  plane.arms[0].cost = 0;
  EXPECT_THROW(cost_gain_figure(plane), core::InvalidOptions);
  plane = two_gains();
  plane.baseline_cost = -1;
  EXPECT_THROW(cost_gain_figure(plane), core::InvalidOptions);
  plane = two_gains();
  plane.arms[0].interval.high = std::nan("");
  EXPECT_THROW(cost_gain_figure(plane), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::report
