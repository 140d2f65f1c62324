// Colours whose lightness says the value, so that figures survive a grey print.
#pragma once

#include <array>
#include <string>
#include <string_view>

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

/// Lines and bars: two hues far apart in lightness as well.
inline constexpr std::string_view dark_line = "#1d4f7c";
inline constexpr std::string_view light_line = "#e08a00";
inline constexpr std::string_view dark_line_faint = "#b9cadb";
inline constexpr std::string_view light_line_faint = "#f6dcb2";
inline constexpr std::string_view bar_fill = "#9bc8ec";
inline constexpr std::string_view grid_line = "#dddddd";

/// The gnuplot command that makes a map the palette.
template <size_t size>
std::string palette_command(const std::array<std::string_view, size>& stops) {
  std::string text = "set palette defined (";
  for (size_t i = 0; i < size; ++i)
    text += (i ? ", " : "") + std::to_string(i) + " '" + std::string(stops[i]) + "'";
  return text + ")\n";
}

}  // namespace pinna::report
