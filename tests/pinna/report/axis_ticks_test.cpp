#include "pinna/report/axis_ticks.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

using testing::ElementsAre;

std::vector<std::string> labels(const RowAxis& axis) {
  std::vector<std::string> result;
  for (const AxisTick& tick : axis.ticks) result.push_back(tick.label);
  return result;
}

features::BinAxis hertz(std::vector<double> centers) {
  return {.quantity = "frequency", .unit = "Hz", .centers = std::move(centers)};
}

TEST(AxisTicks, EvenFrequenciesHaveEvenTicks) {
  std::vector<double> centers;
  for (int bin = 0; bin <= 512; ++bin) centers.push_back(bin * 22050.0 / 1024);
  const RowAxis axis = row_axis(hertz(centers), 513, 60);
  EXPECT_EQ(axis.title, "frequency [kHz]");
  EXPECT_THAT(labels(axis), ElementsAre("0", "2", "4", "6", "8", "10"));
  EXPECT_NEAR(axis.ticks[1].at, 2000 / (22050.0 / 1024), 1e-9);
}

TEST(AxisTicks, WarpedFrequenciesHaveRoundTicksWhereTheyLie) {
  const RowAxis axis =
      row_axis(hertz({100, 200, 300, 400, 500, 1000, 1500, 2000, 2500, 3000, 4000, 6000}), 12, 1);
  ASSERT_FALSE(axis.ticks.empty());
  for (const AxisTick& tick : axis.ticks) {
    if (tick.label == "1") EXPECT_DOUBLE_EQ(tick.at, 5);
    if (tick.label == "5") EXPECT_DOUBLE_EQ(tick.at, 10.5);
    if (tick.label == "0.1") EXPECT_DOUBLE_EQ(tick.at, 0);
  }
  EXPECT_THAT(labels(axis), testing::IsSupersetOf({"0.1", "1", "5"}));
}

TEST(AxisTicks, LabelsKeepTheirDistance) {
  std::vector<double> centers;
  for (int note = 0; note < 84; ++note) centers.push_back(32.7 * std::exp2(note / 12.0));
  for (const double distance : {3.0, 8.0, 20.0}) {
    const RowAxis axis = row_axis(hertz(centers), 84, distance);
    EXPECT_GE(axis.ticks.size(), 2U);
    for (const AxisTick& a : axis.ticks)
      for (const AxisTick& b : axis.ticks)
        if (&a != &b) EXPECT_GE(std::abs(a.at - b.at), distance);
  }
}

TEST(AxisTicks, LowFrequenciesStayInHertz) {
  const RowAxis axis = row_axis(hertz({10, 20, 30, 40, 50, 60, 70, 80, 90, 100}), 10, 2);
  EXPECT_EQ(axis.title, "frequency [Hz]");
}

TEST(AxisTicks, NamesAreThinnedOutAndFewRowsAllNamed) {
  const features::BinAxis names{.quantity = "pitch class", .names = {"C", "C#", "D", "D#"}};
  EXPECT_THAT(labels(row_axis(names, 4, 0.5)), ElementsAre("C", "C#", "D", "D#"));
  EXPECT_THAT(labels(row_axis(names, 4, 1.2)), ElementsAre("C", "D"));
  EXPECT_THAT(labels(row_axis(hertz({100, 300, 600, 4800}), 4, 0.5)),
              ElementsAre("0.1", "0.3", "0.6", "4.8"));
}

TEST(AxisTicks, RowsWithoutMeaningAreNumbered) {
  const RowAxis axis = row_axis({.quantity = "coefficient"}, 13, 2);
  EXPECT_EQ(axis.title, "coefficient");
  EXPECT_THAT(labels(axis), ElementsAre("0", "2", "4", "6", "8", "10", "12"));
}

TEST(AxisTicks, StepsAreRound) {
  EXPECT_DOUBLE_EQ(round_step(5, 4), 2);
  EXPECT_DOUBLE_EQ(round_step(5, 5), 1);
  EXPECT_DOUBLE_EQ(round_step(0.03, 10), 0.005);
  EXPECT_DOUBLE_EQ(round_step(9, 1), 10);
}

TEST(AxisTicks, ValuesAreMultiplesOfAStepAndZeroHasNoSign) {
  std::vector<std::string> labels;
  for (const AxisTick& tick : value_ticks(-0.05, 0.3, 4)) labels.push_back(tick.label);
  EXPECT_THAT(labels, ElementsAre("0", "0.1", "0.2", "0.3"));
}

TEST(AxisTicks, HiddenLabelsLeaveTheMarks) {
  EXPECT_EQ(ticks_command("y", {{1, "a"}, {2.5, "b"}}, Labels::shown),
            "set ytics ('a' 1, 'b' 2.5)\n");
  EXPECT_EQ(ticks_command("y", {{1, "a"}}, Labels::hidden), "set ytics ('' 1)\n");
}

}  // namespace
}  // namespace pinna::report
