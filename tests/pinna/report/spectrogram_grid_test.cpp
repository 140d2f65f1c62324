#include "pinna/report/spectrogram_grid.h"

#include <algorithm>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

using testing::HasSubstr;

SpectrogramPanel ramp(const std::string& title) {
  SpectrogramPanel panel{.title = title, .values = {4, 10}, .seconds = 5};
  for (size_t i = 0; i < 40; ++i) panel.values.values[i] = static_cast<float>(i) - 50.0F;
  panel.bin_hz = {100, 500, 1500, 4000};
  return panel;
}

TEST(SpectrogramGrid, AxesAreInSecondsAndKilohertzAtTheBinsTheyBelongTo) {
  const std::string script = spectrogram_grid(std::vector{ramp("dog")}).script;
  EXPECT_THAT(script, HasSubstr("'1' 1.500"));
  EXPECT_THAT(script, HasSubstr("'4' 3.000"));
  EXPECT_THAT(script, HasSubstr("'frequency [kHz]'"));
  EXPECT_THAT(script, HasSubstr("set xtics 2\n"));
  EXPECT_THAT(script, HasSubstr("set cbrange [-50.000:-11.000]"));
}

TEST(SpectrogramGrid, RangeIsCutToTheLoudest) {
  EXPECT_THAT(spectrogram_grid(std::vector{ramp("dog")}, "dB", 20).script,
              HasSubstr("set cbrange [-31.000:-11.000]"));
}

TEST(SpectrogramGrid, ManyPanelsAndConstantOnesAreDrawn) {
  std::vector<SpectrogramPanel> panels(7, ramp("rain"));
  panels[3].values = features::FeatureMatrix(4, 1);
  const std::string svg = render(spectrogram_grid(panels), FigureFormat::svg);
  size_t images = 0;
  for (size_t at = 0; (at = svg.find("<image", at)) != std::string::npos; ++at) ++images;
  EXPECT_EQ(images, 7U);
  SpectrogramPanel silent = ramp("silence");
  std::fill(silent.values.values.begin(), silent.values.values.end(), -80.0F);
  EXPECT_NO_THROW(render(spectrogram_grid(std::vector{silent}), FigureFormat::png));
}

TEST(SpectrogramGrid, PanelsThatDoNotFitTogetherAreRefused) {
  EXPECT_THROW(spectrogram_grid({}), core::InvalidOptions);
  SpectrogramPanel panel = ramp("dog");
  panel.bin_hz.pop_back();
  EXPECT_THROW(spectrogram_grid(std::vector{panel}), core::InvalidOptions);
  panel = ramp("dog");
  panel.values.values[3] = -std::numeric_limits<float>::infinity();
  EXPECT_THROW(spectrogram_grid(std::vector{panel}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::report
