// Colours whose lightness says the value, so that figures survive a grey print.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "pinna/core/options.h"

namespace pinna::report {

/// Dark to light in nearly even steps of CIELAB lightness: for spectrograms. Ten stops of viridis
/// (Smith and van der Walt 2015, CC0).
inline constexpr std::array<std::string_view, 10> viridis{
    "#440154", "#482878", "#3e4a89", "#31688e", "#26828e",
    "#1f9e89", "#35b779", "#6dcd59", "#b4de2c", "#fde725"};

/// Paper to ink in even steps of CIELAB lightness from 98 to 20: for counts, where nothing is
/// white.
inline constexpr std::array<std::string_view, 9> paper_to_ink{"#f9f9f9", "#cbe0f3", "#9bc7ed",
                                                              "#6aaee3", "#3b95d3", "#167bb8",
                                                              "#096297", "#044976", "#003256"};

/// The maps of pictures of features. All but jet grow evenly in lightness; jet is there because
/// older figures were drawn with it: it shows edges where there are none and vanishes in grey.
enum class ColourMap { viridis, magma, grey, ink, jet };

/// From the lowest to the highest value, evenly spaced: viridis and magma (Smith and van der Walt
/// 2015, CC0), black to white, white to black, blue over green to red.
std::span<const std::string_view> colour_stops(ColourMap map);

/// Lines and bars: two hues far apart in lightness as well.
inline constexpr std::string_view dark_line = "#1d4f7c";
inline constexpr std::string_view light_line = "#e08a00";
inline constexpr std::string_view dark_line_faint = "#b9cadb";
inline constexpr std::string_view light_line_faint = "#f6dcb2";
inline constexpr std::string_view bar_fill = "#9bc8ec";
inline constexpr std::string_view grid_line = "#dddddd";

/// The gnuplot command that makes a map the palette.
std::string palette_command(std::span<const std::string_view> stops);

}  // namespace pinna::report

template <>
struct pinna::core::EnumNames<pinna::report::ColourMap> {
  using Map = report::ColourMap;
  static constexpr std::array names{std::pair{Map::viridis, "viridis"},
                                    std::pair{Map::magma, "magma"}, std::pair{Map::grey, "grey"},
                                    std::pair{Map::ink, "ink"}, std::pair{Map::jet, "jet"}};
};
