#include "pinna/report/scatter_figure.h"

#include <cmath>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Three points of each class, the first of class 0 an error.
Scatter example(int64_t classes) {
  Scatter scatter{.title = "clips", .axes = {"component 1", ""}};
  for (int64_t target = 0; target < classes; ++target) {
    scatter.labels.push_back("class_" + std::to_string(target));
    for (int i = 0; i < 3; ++i)
      scatter.points.push_back({.x = static_cast<double>(target),
                                .y = static_cast<double>(i),
                                .target = target,
                                .is_error = target == 0 && i == 0});
  }
  return scatter;
}

/// "pointtype 5 ... rgb '#...'" of every class.
std::set<std::string> markers(const std::string& script) {
  std::set<std::string> found;
  size_t at = script.find("plot ");
  while ((at = script.find("$class", at)) != std::string::npos) {
    const size_t begin = script.find("pointtype", at);
    at = script.find(" title", begin);
    found.insert(script.substr(begin, at - begin));
  }
  return found;
}

TEST(ScatterFigure, EveryClassHasItsOwnMarkerAndName) {
  const std::string script = scatter_figure(example(10)).script;
  EXPECT_EQ(markers(script).size(), 10U);
  EXPECT_THAT(script, AllOf(HasSubstr("title 'class 9'"), HasSubstr("set xlabel 'component 1'"),
                            HasSubstr("unset ytics"), Not(HasSubstr("set label"))));
}

TEST(ScatterFigure, ManyClassesStayApartAndAreNamedInPlace) {
  const std::string script = scatter_figure(example(50)).script;
  EXPECT_EQ(markers(script).size(), 50U);
  EXPECT_THAT(script, HasSubstr("set label 'class 49' at 49,1 center"));
}

TEST(ScatterFigure, ErrorsAreCircledAndOnlyWhereThereAreAny) {
  Scatter scatter = example(3);
  EXPECT_THAT(scatter_figure(scatter).script,
              AllOf(HasSubstr("$errors << END\n0 0\nEND"), HasSubstr("title 'misclassified'")));
  scatter.points.front().is_error = false;
  EXPECT_THAT(scatter_figure(scatter).script, Not(HasSubstr("errors")));
}

TEST(ScatterFigure, IsDrawnInEveryFormat) {
  Scatter one = example(1);
  one.points.resize(1);
  for (const Scatter& scatter : {example(10), example(50), one}) {
    EXPECT_TRUE(render(scatter_figure(scatter), FigureFormat::png).starts_with("\x89PNG"));
    EXPECT_TRUE(render(scatter_figure(scatter), FigureFormat::pdf).starts_with("%PDF"));
  }
}

TEST(ScatterFigure, PointsThatCannotBeDrawnAreRefused) {
  EXPECT_THROW(scatter_figure({}), core::InvalidOptions);
  Scatter scatter = example(2);
  scatter.points[0].target = 2;
  EXPECT_THROW(scatter_figure(scatter), core::InvalidOptions);
  scatter = example(2);
  scatter.points[0].x = std::nan("");
  EXPECT_THROW(scatter_figure(scatter), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::report
