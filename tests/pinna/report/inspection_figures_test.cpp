#include "pinna/report/inspection_figures.h"

#include "tests/support/small_inspection.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

FeaturePanel picture() {
  FeaturePanel panel{
      .values = features::FeatureMatrix(4, 100), .seconds = 10, .frame_seconds = 0.1};
  for (size_t i = 0; i < panel.values.values.size(); ++i)
    panel.values.values[i] = static_cast<float>(i % 7);
  return panel;
}

std::vector<std::string> names_of(const std::vector<NamedFigure>& figures) {
  std::vector<std::string> names;
  for (const NamedFigure& figure : figures) names.push_back(figure.name);
  return names;
}

/// `count` views that hear what the first one hears.
runs::Inspection inspection_of(int count) {
  runs::Inspection inspection = test::small_inspection();
  const runs::ModelView view = inspection.views.front();
  inspection.views.clear();
  for (int i = 0; i < count; ++i) {
    inspection.views.push_back(view);
    inspection.views.back().name += std::to_string(i);
  }
  return inspection;
}

TEST(InspectionFigures, AreAnOverviewAndTheScoresOfEachView) {
  const auto figures = inspection_figures(picture(), test::small_inspection());
  EXPECT_THAT(names_of(figures), ElementsAre("overview", "scores-tagger", "scores-detector"));
  EXPECT_THAT(figures[0].figure.script, HasSubstr("'siren'"));
  EXPECT_THAT(figures[0].figure.script, HasSubstr("title 'reference'"));
  EXPECT_THAT(figures[1].figure.script, HasSubstr("score"));
}

TEST(InspectionFigures, ManyViewsAreDividedEachTimeBesideTheReference) {
  const auto figures = inspection_figures(picture(), inspection_of(11));
  ASSERT_EQ(figures.size(), 3U + 11U);
  EXPECT_EQ(figures[2].name, "overview-3");
  EXPECT_THAT(figures[2].figure.script, HasSubstr("title 'reference'"));
  EXPECT_THAT(figures[2].figure.script, HasSubstr("title 'tagger10'"));
  EXPECT_THAT(figures[2].figure.script, Not(HasSubstr("title 'tagger9'")));
}

TEST(InspectionFigures, LongRecordingsHavePages) {
  EXPECT_TRUE(inspection_pages(90).empty());
  const auto pages = inspection_pages(330);
  ASSERT_EQ(pages.size(), 6U);
  EXPECT_EQ(pages[1].low, 60);
  EXPECT_EQ(pages[5].high, 330);
  EXPECT_EQ(inspection_pages(120.5).size(), 2U);  // half a second fills no page
  const auto of_a_day = inspection_pages(8 * 3600);
  EXPECT_LE(of_a_day.size(), 30U);
  EXPECT_EQ(of_a_day[0].high, 16 * 60);
}

TEST(InspectionFigures, APageShowsWhatSoundsInIt) {
  const auto figures = inspection_page_figures(picture(), test::small_inspection(), {5.5, 9}, 3);
  EXPECT_THAT(names_of(figures), ElementsAre("page-03"));
  EXPECT_THAT(figures[0].figure.script, HasSubstr("'rain'"));
  EXPECT_THAT(figures[0].figure.script, Not(HasSubstr("'dog'")));
  EXPECT_THAT(names_of(inspection_page_figures(picture(), inspection_of(6), {5, 9}, 1)),
              ElementsAre("page-01-1", "page-01-2"));
}

TEST(InspectionFigures, AreDrawn) {
  for (const auto& figures : {inspection_figures(picture(), inspection_of(2)),
                              inspection_page_figures(picture(), inspection_of(2), {9, 10}, 1)})
    for (const NamedFigure& figure : figures)
      EXPECT_THAT(render(figure.figure, FigureFormat::svg), HasSubstr("<svg")) << figure.name;
}

}  // namespace
}  // namespace pinna::report
