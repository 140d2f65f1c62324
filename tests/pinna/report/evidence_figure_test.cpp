#include "pinna/report/evidence_figure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

FeaturePanel picture(const std::string& title) {
  FeaturePanel panel{.title = title,
                     .values = {4, 10},
                     .seconds = 5,
                     .frame_seconds = 0.5,
                     .first_frame = 0.25,
                     .value_unit = "dB"};
  for (size_t i = 0; i < 40; ++i) panel.values.values[i] = static_cast<float>(i) - 50.0F;
  panel.axis = {.quantity = "frequency", .unit = "Hz", .centers = {100, 500, 1500, 4000}};
  return panel;
}

/// A map that grows along time from 0 to 4.5.
features::FeatureMatrix ramp() {
  features::FeatureMatrix map(4, 10);
  for (int64_t row = 0; row < 4; ++row)
    for (int64_t frame = 0; frame < 10; ++frame) map.at(row, frame) = static_cast<float>(frame) / 2;
  return map;
}

TEST(EvidenceFigure, MapIsBelowAndOutlinedOverThePicture) {
  const std::string script =
      evidence_figure({picture("a dog")}, ramp(), "what speaks for it").script;
  EXPECT_THAT(script, AllOf(HasSubstr("set title 'a dog'"), HasSubstr("'what speaks for it'"),
                            HasSubstr("set label 2 'share of the largest'"),
                            HasSubstr("set cbrange [0:1]")));
  // Half of the largest, 2.25, is crossed at frame 4.5: 0.25 s + 4.5 * 0.5 s.
  EXPECT_THAT(script, HasSubstr("$outlines << END\n2.5 0\n2.5 1\n2.5 2\n2.5 3\n"));
  EXPECT_LT(script.find("'a dog'"), script.find("'what speaks for it'"));
}

TEST(EvidenceFigure, IsDrawnInEveryFormat) {
  const Figure figure = evidence_figure({picture("a"), picture("b")}, ramp(), "map");
  EXPECT_TRUE(render(figure, FigureFormat::png).starts_with("\x89PNG"));
  EXPECT_TRUE(render(figure, FigureFormat::pdf).starts_with("%PDF"));
  const std::string svg = render(figure, FigureFormat::svg);
  size_t images = 0;
  for (size_t at = 0; (at = svg.find("<image", at)) != std::string::npos; ++at) ++images;
  EXPECT_EQ(images, 3U);
}

TEST(EvidenceFigure, NothingFoundHasNoOutline) {
  const Figure figure = evidence_figure({picture("a")}, features::FeatureMatrix(4, 10), "map");
  EXPECT_THAT(figure.script, Not(HasSubstr("$outlines")));
  EXPECT_TRUE(render(figure, FigureFormat::png).starts_with("\x89PNG"));
}

TEST(EvidenceFigure, MapsThatDoNotFitAreRefused) {
  EXPECT_THROW(evidence_figure({picture("a")}, features::FeatureMatrix(4, 9), "map"),
               core::InvalidOptions);
  EXPECT_THROW(evidence_figure({}, ramp(), "map"), core::InvalidOptions);
  features::FeatureMatrix negative = ramp();
  negative.at(0, 0) = -1;
  EXPECT_THROW(evidence_figure({picture("a")}, negative, "map"), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::report
