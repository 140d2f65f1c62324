#include "pinna/report/class_change_figure.h"

#include <cmath>
#include <limits>

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

ClassChanges two_by_three() {
  return {.title = "event F1 minus that of it's [points]",
          .arms = {"film_a", "joint & `x`"},
          .classes = {"dog", "sea_waves", "bell"},
          .values = {4, -2, 0.04, -1, std::nan(""), 0}};
}

TEST(ClassChangeFigure, CellsHaveSignedNumbersAndLossesFrames) {
  const std::string script = class_change_figure(two_by_three()).script;
  EXPECT_THAT(script,
              testing::AllOf(HasSubstr("0 0 1.0000 +4.0 16777215\n"),
                             HasSubstr("1 0 -0.5000 −2.0 1052688\n"), HasSubstr("2 0 0.0100 0.0 "),
                             HasSubstr("1 1 0 – "), HasSubstr("$losses << END\n1 0\n0 1\nEND\n")));
}

TEST(ClassChangeFigure, IsWrittenInEveryFormatAtItsSize) {
  const test::TemporaryFolder folder;
  const Figure figure = class_change_figure(two_by_three());
  for (const char* name : {"a.png", "a.svg", "a.pdf"}) write_figure(figure, folder / name);
  EXPECT_EQ(test::png_size(core::read_file(folder / "a.png")), test::dots_of(figure));
  EXPECT_THAT(core::read_file(folder / "a.svg"),
              testing::AllOf(HasSubstr("joint &amp; `x`"), HasSubstr("sea waves"),
                             HasSubstr("that of it’s [points]")));
  EXPECT_THAT(core::read_file(folder / "a.pdf"), testing::StartsWith("%PDF"));
}

TEST(ClassChangeFigure, NoChangeAtAllAndManyClassesAreDrawn) {
  const Figure none = class_change_figure({.arms = {"a"}, .classes = {"dog"}, .values = {0}});
  EXPECT_THAT(none.script, Not(HasSubstr("$losses")));
  EXPECT_NO_THROW(render(none, FigureFormat::png));
  const ClassChanges many{.arms = {"a", "b"},
                          .classes = std::vector<std::string>(50, "church_bells"),
                          .values = std::vector<double>(100, -0.5)};
  EXPECT_NO_THROW(render(class_change_figure(many), FigureFormat::png));
}

TEST(ClassChangeFigure, WhatCannotBeDrawnIsRefused) {
  EXPECT_THROW(class_change_figure({}), core::InvalidOptions);
  ClassChanges changes = two_by_three();
  changes.values.pop_back();
  EXPECT_THROW(class_change_figure(changes), core::InvalidOptions);
  changes = two_by_three();
  changes.values[0] = std::numeric_limits<double>::infinity();
  EXPECT_THROW(class_change_figure(changes), core::InvalidOptions);
  changes = two_by_three();
  changes.decimals = 7;
  EXPECT_THROW(class_change_figure(changes), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::report
