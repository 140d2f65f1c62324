#include "pinna/report/colour_map.h"

#include <cmath>
#include <span>
#include <vector>

#include <gtest/gtest.h>

namespace pinna::report {
namespace {

/// CIELAB L* of an sRGB colour.
double lightness(std::string_view hex) {
  constexpr std::array weights{0.2126, 0.7152, 0.0722};
  double luminance = 0;
  for (size_t i = 0; i < 3; ++i) {
    const double c = std::stoi(std::string(hex.substr(1 + 2 * i, 2)), nullptr, 16) / 255.0;
    luminance += weights[i] * (c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
  }
  // CIE 15, with the linear part near black.
  return luminance > 216.0 / 24389 ? 116 * std::cbrt(luminance) - 16 : luminance * 24389 / 27;
}

void expect_even_steps(std::span<const std::string_view> stops, double tolerance) {
  const double step =
      (lightness(stops.back()) - lightness(stops.front())) / static_cast<double>(stops.size() - 1);
  for (size_t i = 1; i < stops.size(); ++i)
    EXPECT_NEAR(lightness(stops[i]) - lightness(stops[i - 1]), step, tolerance) << stops[i];
}

TEST(ColourMap, LightnessGrowsEvenly) {
  expect_even_steps(viridis, 1.3);
  expect_even_steps(paper_to_ink, 0.5);
}

TEST(ColourMap, EveryMapButJetKeepsItsOrderInGrey) {
  for (const auto& [map, name] : core::EnumNames<ColourMap>::names) {
    const auto stops = colour_stops(map);
    const double direction = lightness(stops.back()) - lightness(stops.front());
    bool is_ordered = true;
    for (size_t i = 1; i < stops.size(); ++i)
      is_ordered &= direction * (lightness(stops[i]) - lightness(stops[i - 1])) > 0;
    EXPECT_EQ(is_ordered, map != ColourMap::jet) << name;
  }
  expect_even_steps(colour_stops(ColourMap::magma), 3.5);
}

TEST(ColourMap, LinesDifferInGrey) {
  EXPECT_GT(lightness(light_line) - lightness(dark_line), 25);
}

}  // namespace
}  // namespace pinna::report
