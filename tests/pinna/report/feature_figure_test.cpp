#include "pinna/report/feature_figure.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

using testing::HasSubstr;
using testing::Not;

FeaturePanel picture(const std::string& title) {
  FeaturePanel panel{
      .title = title, .values = {4, 10}, .seconds = 5, .frame_seconds = 0.5, .value_unit = "dB"};
  for (size_t i = 0; i < 40; ++i) panel.values.values[i] = static_cast<float>(i) - 50.0F;
  panel.axis = {.quantity = "frequency", .unit = "Hz", .centers = {100, 500, 1500, 4000}};
  return panel;
}

FeaturePanel curve() {
  FeaturePanel panel{
      .title = "pitch", .values = {1, 3}, .seconds = 5, .frame_seconds = 2, .value_unit = "Hz"};
  panel.values.values = {0, 440, 0};
  panel.axis.quantity = "pitch";
  return panel;
}

size_t count(const std::string& text, const std::string& part) {
  size_t found = 0;
  for (size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++found;
  return found;
}

TEST(FeatureFigure, AxesSayWhatTheyShow) {
  const std::string script = feature_figure(std::vector{picture("log mel"), curve()}).script;
  EXPECT_THAT(script, HasSubstr("set title 'log mel'"));
  EXPECT_THAT(script, HasSubstr("'frequency [kHz]'"));
  EXPECT_THAT(script, HasSubstr("set label 2 'dB'"));
  EXPECT_THAT(script, HasSubstr("set cbrange [-50:-11]"));
  EXPECT_THAT(script, HasSubstr("'pitch [Hz]'"));
  EXPECT_EQ(count(script, "set xlabel 'time [s]'"), 1U);
}

TEST(FeatureFigure, EveryPictureIsOneImageInEveryFormat) {
  const Figure figure = feature_figure(std::vector{picture("a"), curve(), picture("b")});
  EXPECT_EQ(count(render(figure, FigureFormat::svg), "<image"), 2U);
  EXPECT_TRUE(render(figure, FigureFormat::pdf).starts_with("%PDF"));
  EXPECT_TRUE(render(figure, FigureFormat::png).starts_with("\x89PNG"));
}

TEST(FeatureFigure, StyleIsObeyed) {
  const Figure figure = feature_figure(std::vector{picture("a")}, {.colour_map = ColourMap::ink,
                                                                   .values = ValueRange{-40, -20},
                                                                   .seconds = ValueRange{1, 2},
                                                                   .width_cm = 8,
                                                                   .height_cm = 6});
  EXPECT_THAT(figure.script, HasSubstr("0 '#ffffff', 1 '#000000'"));
  EXPECT_THAT(figure.script, HasSubstr("set cbrange [-40:-20]"));
  EXPECT_THAT(figure.script, HasSubstr("set xrange [1:2]"));
  EXPECT_THAT(figure.script, HasSubstr("array=(4,4)"));
  EXPECT_DOUBLE_EQ(figure.width_cm, 8);
  EXPECT_NEAR(figure.height_cm, 6, 1e-9);
}

TEST(FeatureFigure, DegenerateMatricesAreDrawn) {
  FeaturePanel one_frame = picture("one"), silent = picture("silent"), unvoiced = curve();
  one_frame.values = features::FeatureMatrix(4, 1);
  std::fill(silent.values.values.begin(), silent.values.values.end(), -80.0F);
  unvoiced.values.values = {0, 0, 0};
  EXPECT_NO_THROW(
      render(feature_figure(std::vector{one_frame, silent, unvoiced}), FigureFormat::png));
  EXPECT_NO_THROW(render(feature_figure(std::vector{unvoiced}), FigureFormat::png));
  EXPECT_NO_THROW(render(feature_figure(std::vector{picture("a")}, {.seconds = ValueRange{7, 9}}),
                         FigureFormat::png));
  EXPECT_NO_THROW(
      feature_figure(std::vector{picture("a")}, {.seconds = ValueRange{-1e300, 1e300}}));
}

TEST(FeatureFigure, PanelsThatDoNotFitAreRefused) {
  EXPECT_THROW(feature_figure({}), core::InvalidOptions);
  EXPECT_THROW(feature_figure(std::vector(4, picture("a")), {.height_cm = 4}),
               core::InvalidOptions);
  EXPECT_THROW(feature_figure(std::vector{picture("a")}, {.width_cm = 2}), core::InvalidOptions);
}

TEST(FeatureFigure, LongNumbersOfAColourBarMakeThePanelNarrower) {
  const auto right_margin = [](float scale) {
    FeaturePanel panel = picture("a");
    for (float& value : panel.values.values) value *= scale;
    const std::string script = feature_figure(std::vector{panel}).script;
    return std::stod(script.substr(script.find("set rmargin at screen ") + 22));
  };
  EXPECT_LT(right_margin(1e-4F), right_margin(1) - 0.01);
}

TEST(FeatureGrid, PanelsShareAxesAndColours) {
  std::vector<FeaturePanel> panels(7, picture("rain"));
  panels[3].values = features::FeatureMatrix(4, 1);
  const Figure figure = feature_grid(std::vector<PanelGroup>{{.panels = panels}});
  EXPECT_EQ(count(figure.script, "set label 2 'dB'"), 1U);
  EXPECT_EQ(count(figure.script, "'frequency [kHz]'"), 2U);
  EXPECT_EQ(count(figure.script, "set cbrange [-50:0]"), 7U);
  EXPECT_EQ(count(render(figure, FigureFormat::svg), "<image"), 7U);
}

TEST(FeatureGrid, EveryGroupHasItsTitleAndColourBar) {
  PanelGroup loud{.title = "log mel", .panels = std::vector(3, picture("rain"))};
  PanelGroup quiet{.title = "chroma", .panels = loud.panels};
  for (FeaturePanel& panel : quiet.panels) {
    panel.value_unit = "";
    for (float& value : panel.values.values) value = (value + 50) / 39;
  }
  const Figure figure = feature_grid(std::vector{loud, quiet});
  EXPECT_EQ(count(figure.script, "set label 3 'log mel'"), 1U);
  EXPECT_EQ(count(figure.script, "set label 3 'chroma'"), 1U);
  EXPECT_EQ(count(figure.script, "\nset colorbox"), 2U);
  EXPECT_EQ(count(figure.script, "set cbrange [-50:-11]"), 3U);
  EXPECT_EQ(count(figure.script, "set cbrange [0:1]"), 3U);
  EXPECT_EQ(count(figure.script, "set xlabel 'time [s]'"), 3U);
  EXPECT_EQ(count(render(figure, FigureFormat::svg), "<image"), 6U);
}

TEST(FeatureGrid, CurvesNeedNoColourBar) {
  const Figure figure = feature_grid(std::vector<PanelGroup>{{.panels = std::vector(3, curve())}});
  EXPECT_THAT(figure.script, Not(HasSubstr("\nset colorbox")));
  EXPECT_NO_THROW(render(figure, FigureFormat::png));
}

TEST(FeatureGrid, PanelsThatDoNotFitTogetherAreRefused) {
  EXPECT_THROW(feature_grid({}), core::InvalidOptions);
  EXPECT_THROW(feature_grid(std::vector<PanelGroup>{{}}), core::InvalidOptions);
  EXPECT_THROW(feature_grid(std::vector<PanelGroup>{{.panels = {picture("a"), curve()}}}),
               core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::report
