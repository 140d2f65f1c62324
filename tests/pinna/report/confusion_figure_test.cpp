#include "pinna/report/confusion_figure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

using testing::HasSubstr;
using testing::Not;

metrics::ConfusionMatrix three_classes() {
  return {.labels = {"dog", "sea_waves", "bell"}, .counts = {8, 2, 0, 5, 5, 0, 0, 0, 10}};
}

TEST(ConfusionFigure, ShowsPerCentOrCountsInTheGivenOrder) {
  EXPECT_THAT(confusion_figure(three_classes()).script,
              testing::AllOf(HasSubstr("0 0 0.8944 80 16777215\n"), HasSubstr("1 0 0.4472 20 "),
                             HasSubstr("('dog' 0, 'sea waves' 1, 'bell' 2)")));
  EXPECT_THAT(confusion_figure(three_classes(), {.cells = CellValue::counts}).script,
              HasSubstr("0 1 0.7071 5 "));
}

TEST(ConfusionFigure, CellsOfZeroStayEmpty) {
  EXPECT_THAT(confusion_figure(three_classes()).script, Not(HasSubstr("\n2 0 ")));
}

TEST(ConfusionFigure, BestRecognisedClassesComeFirstOnRequest) {
  EXPECT_THAT(confusion_figure(three_classes(), {.order = ClassOrder::by_recall}).script,
              HasSubstr("('bell' 0, 'dog' 1, 'sea waves' 2)"));
}

TEST(ConfusionFigure, GroupsArePutTogetherAndNamed) {
  const std::vector<ClassGroup> groups{{"indoors", {2}}, {"outdoors", {0, 1}}};
  EXPECT_THAT(confusion_figure(three_classes(), {.groups = groups}).script,
              testing::AllOf(HasSubstr("('bell' 0, 'dog' 1, 'sea waves' 2)"),
                             HasSubstr("set label 'outdoors'")));
  EXPECT_THROW(confusion_figure(three_classes(), {.groups = {{"some", {0, 1}}}}),
               core::InvalidOptions);
  EXPECT_THROW(confusion_figure(three_classes(), {.groups = {{"some", {0, 1, 3}}}}),
               core::InvalidOptions);
}

TEST(ConfusionFigure, OneClassAndEmptyRowsAreDrawn) {
  EXPECT_NO_THROW(render(confusion_figure({.labels = {"a"}, .counts = {0}}), FigureFormat::svg));
  EXPECT_NO_THROW(render(confusion_figure({.labels = {"a"}, .counts = {7}}), FigureFormat::svg));
  EXPECT_THROW(confusion_figure({}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::report
