#include "pinna/report/what_when_figure.h"

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

WhatWhenPlane three_combinations() {
  return {.baseline = "crnn",
          .arms = {{"film_a", 0.125, 0.2}, {"crnn", 0.15, 0.25}, {"joint 'x' & `y`", 0.1, 0.22}}};
}

TEST(WhatWhenFigure, ShowsMillisecondsAndPerCent) {
  EXPECT_THAT(what_when_figure(three_combinations()).script,
              testing::AllOf(HasSubstr("$arms << END\n125 20\n100 22\nEND\n"),
                             HasSubstr("$baseline << END\n150 25\nEND\n"),
                             HasSubstr("onset error [ms]"), HasSubstr("'crnn (baseline)'")));
}

TEST(WhatWhenFigure, IsWrittenInEveryFormatAtItsSize) {
  const test::TemporaryFolder folder;
  const Figure figure = what_when_figure(three_combinations());
  for (const char* name : {"a.png", "a.svg", "a.pdf"}) {
    write_figure(figure, folder / name);
    EXPECT_GT(core::read_file(folder / name).size(), 1000U) << name;
  }
  EXPECT_EQ(test::png_size(core::read_file(folder / "a.png")), test::dots_of(figure));
}

TEST(WhatWhenFigure, NamesAreTakenLiterally) {
  EXPECT_THAT(render(what_when_figure(three_combinations()), FigureFormat::svg),
              testing::AllOf(HasSubstr("joint ’x’ &amp; `y`"), HasSubstr("film a")));
}

TEST(WhatWhenFigure, OneArmOrNoBaselineIsDrawn) {
  WhatWhenPlane plane{.baseline = "crnn", .arms = {{"crnn", 0, 0}}};
  EXPECT_NO_THROW(render(what_when_figure(plane), FigureFormat::png));
  plane.baseline = "";
  const Figure figure = what_when_figure(plane);
  EXPECT_THAT(figure.script, Not(HasSubstr("$baseline")));
  EXPECT_NO_THROW(render(figure, FigureFormat::png));
}

TEST(WhatWhenFigure, WhatCannotBeDrawnIsRefused) {
  EXPECT_THROW(what_when_figure({}), core::InvalidOptions);
  WhatWhenPlane plane = three_combinations();
  plane.baseline = "windows";
  EXPECT_THROW(what_when_figure(plane), core::InvalidOptions);
  for (const double error : {-0.1, std::nan("")}) {
    plane = three_combinations();
    plane.arms[0].confusion = error;
    EXPECT_THROW(what_when_figure(plane), core::InvalidOptions);
  }
}

}  // namespace
}  // namespace pinna::report
