#include "pinna/report/colour_map.h"

namespace pinna::report {
namespace {

constexpr std::array<std::string_view, 10> magma{"#000004", "#180f3d", "#440f76", "#721f81",
                                                 "#9e2f7f", "#cd4071", "#f1605d", "#fd9668",
                                                 "#feca8d", "#fcfdbf"};
constexpr std::array<std::string_view, 2> grey{"#000000", "#ffffff"};
constexpr std::array<std::string_view, 2> ink{"#ffffff", "#000000"};
constexpr std::array<std::string_view, 9> jet{"#000080", "#0000ff", "#0080ff", "#00ffff", "#80ff80",
                                              "#ffff00", "#ff8000", "#ff0000", "#800000"};

}  // namespace

std::span<const std::string_view> colour_stops(ColourMap map) {
  switch (map) {
    case ColourMap::magma:
      return magma;
    case ColourMap::grey:
      return grey;
    case ColourMap::ink:
      return ink;
    case ColourMap::jet:
      return jet;
    case ColourMap::viridis:
      break;
  }
  return viridis;
}

std::string palette_command(std::span<const std::string_view> stops) {
  std::string text = "set palette defined (";
  for (size_t i = 0; i < stops.size(); ++i)
    text += (i ? ", " : "") + std::to_string(i) + " '" + std::string(stops[i]) + "'";
  return text + ")\n";
}

}  // namespace pinna::report
