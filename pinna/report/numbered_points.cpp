#include "pinna/report/numbered_points.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "pinna/report/colour_map.h"
#include "pinna/report/figure.h"

namespace pinna::report {
namespace {

constexpr double marker_cm = 0.11;  ///< half the width of a point
constexpr double gap_cm = 0.03;
constexpr double mark_column_cm = 0.75;  ///< number or sign before a name
constexpr double mark_gap_cm = 0.15;
constexpr double column_gap_cm = 0.35;
/// Right, left, above, below, the corners, and what lies between.
constexpr std::array<std::array<double, 2>, 16> directions{{{1, 0},
                                                            {-1, 0},
                                                            {0, 1},
                                                            {0, -1},
                                                            {0.75, 0.75},
                                                            {0.75, -0.75},
                                                            {-0.75, 0.75},
                                                            {-0.75, -0.75},
                                                            {0.95, 0.4},
                                                            {0.95, -0.4},
                                                            {-0.95, 0.4},
                                                            {-0.95, -0.4},
                                                            {0.4, 0.95},
                                                            {-0.4, 0.95},
                                                            {0.4, -0.95},
                                                            {-0.4, -0.95}}};
constexpr int num_rings = 16;
constexpr double ring_cm = 0.2;

double shared_area(const PanelPlace& a, const PanelPlace& b) {
  const double width = std::min(a.right, b.right) - std::max(a.left, b.left);
  const double height = std::min(a.top, b.top) - std::max(a.bottom, b.bottom);
  return width > 0 && height > 0 ? width * height : 0;
}

PanelPlace box_around(double x, double y, double half_width, double half_height) {
  return {.left = x - half_width,
          .right = x + half_width,
          .bottom = y - half_height,
          .top = y + half_height};
}

/// Line height without the space between lines: digits have nothing below the line.
double text_height_cm(double font_points) {
  return 0.75 * line_height_cm(font_points);
}

/// The area that a text covers although it should not; what lies outside of the frame too.
double covered_area(const PanelPlace& text, const std::vector<PanelPlace>& taken,
                    const PanelPlace& frame) {
  double area = text.width() * text.height() - shared_area(text, frame);
  for (const PanelPlace& box : taken) area += shared_area(text, box);
  return area;
}

/// Whether the line from a point to its text would seem to come from another point.
bool passes_another(const Spot& spot, const TextPlace& place, const std::vector<Spot>& spots) {
  const double dx = place.x - spot.x, dy = place.y - spot.y;
  return std::any_of(spots.begin(), spots.end(), [&](const Spot& other) {
    const double along = ((other.x - spot.x) * dx + (other.y - spot.y) * dy) / (dx * dx + dy * dy);
    const double nearest = std::clamp(along, 0.0, 1.0);
    return along > 0 &&
           std::hypot(other.x - spot.x - nearest * dx, other.y - spot.y - nearest * dy) < marker_cm;
  });
}

TextPlace place_of(const Spot& spot, const std::vector<Spot>& spots,
                   const std::vector<PanelPlace>& taken, const PanelPlace& frame, double height) {
  constexpr double nothing = 1e-9;  // cm2
  TextPlace best;
  std::pair least{std::numeric_limits<double>::infinity(), true};
  for (int ring = 0; ring < num_rings; ++ring)
    for (const auto& [right, up] : directions) {
      const double distance = marker_cm + gap_cm + ring * ring_cm;
      const TextPlace place{.x = spot.x + right * (distance + spot.text_width / 2),
                            .y = spot.y + up * (distance + height / 2),
                            .is_far = ring > 0};
      const double covered =
          covered_area(box_around(place.x, place.y, spot.text_width / 2, height / 2), taken, frame);
      const std::pair cost{covered < nothing ? 0 : covered,
                           place.is_far && passes_another(spot, place, spots)};
      if (cost >= least) continue;
      best = place;
      least = cost;
      if (least == std::pair{0.0, false}) return best;
    }
  return best;
}

size_t rows_of(const std::vector<ListEntry>& entries, double height_cm) {
  const auto most = std::max(1.0, std::floor(height_cm / line_height_cm(numbered_font_points)));
  return std::min(entries.size(), static_cast<size_t>(most));
}

double column_cm(const std::vector<ListEntry>& entries) {
  double widest = 0;
  for (const ListEntry& entry : entries)
    widest = std::max(widest, text_width_cm(display_name(entry.name), numbered_font_points));
  return mark_column_cm + widest + column_gap_cm;
}

std::string screen(double x, double y, PageSize page) {
  return fmt::format("screen {:.5f},{:.5f}", x / page.width_cm, y / page.height_cm);
}

std::string mark_at(ListMark mark, size_t number, double x, double y, PageSize page) {
  const double right = x + mark_column_cm - mark_gap_cm;
  switch (mark) {
    case ListMark::diamond:
      return fmt::format("set label '' at {} point {}\n", screen(right - 0.15, y, page),
                         baseline_marker());
    case ListMark::dashes:
      return fmt::format(
          "set arrow from {} to {} nohead dashtype '-' linewidth 0.9 linecolor rgb 'black'\n",
          screen(x + 0.1, y, page), screen(right, y, page));
    case ListMark::none:
      return "";
    case ListMark::number:
      break;
  }
  return fmt::format("set label '{}' at {} right font ',{}'\n", number, screen(right, y, page),
                     numbered_font_points);
}

/// From a point to the edge of its text.
std::string leader(const Spot& spot, const TextPlace& place, PageSize page) {
  const double half_height = text_height_cm(numbered_font_points) / 2;
  const double x = spot.x - place.x, y = spot.y - place.y;
  const double share =
      1 / std::max({1.0, std::abs(x) / (spot.text_width / 2), std::abs(y) / half_height});
  return fmt::format("set arrow from {} to {} nohead back linewidth 0.5 linecolor rgb '#8c8c8c'\n",
                     screen(spot.x, spot.y, page),
                     screen(place.x + share * x, place.y + share * y, page));
}

}  // namespace

std::vector<TextPlace> texts_beside(const std::vector<Spot>& spots,
                                    const std::vector<PanelPlace>& obstacles,
                                    const PanelPlace& frame, double font_points) {
  const double height = text_height_cm(font_points);
  std::vector<PanelPlace> taken = obstacles;
  for (const Spot& spot : spots) taken.push_back(box_around(spot.x, spot.y, marker_cm, marker_cm));
  std::vector<TextPlace> places;
  for (const Spot& spot : spots) {
    places.push_back(place_of(spot, spots, taken, frame, height));
    taken.push_back(box_around(places.back().x, places.back().y, spot.text_width / 2, height / 2));
  }
  return places;
}

std::string baseline_marker() {
  return fmt::format("pointtype 12 pointsize 1.4 linewidth 1.8 linecolor rgb '{}'", light_line);
}

double name_list_cm(const std::vector<ListEntry>& entries, double height_cm) {
  if (entries.empty()) return 0;
  const size_t rows = rows_of(entries, height_cm);
  const size_t columns = (entries.size() + rows - 1) / rows;
  return static_cast<double>(columns) * column_cm(entries);
}

std::string name_list(const std::vector<ListEntry>& entries, const PanelPlace& place,
                      PageSize page) {
  const double line = line_height_cm(numbered_font_points);
  const size_t rows = rows_of(entries, place.height());
  std::string script;
  size_t number = 0;
  for (size_t i = 0; i < entries.size(); ++i) {
    const double x = place.left + static_cast<double>(i / rows) * column_cm(entries);
    const double y = place.top - (static_cast<double>(i % rows) + 0.5) * line;
    if (entries[i].mark == ListMark::number) ++number;
    script += mark_at(entries[i].mark, number, x, y, page);
    script += fmt::format("set label {} at {} left font ',{}'\n",
                          gnuplot_text(display_name(entries[i].name)),
                          screen(x + mark_column_cm, y, page), numbered_font_points);
  }
  return script;
}

std::string numbers_beside(const std::vector<Spot>& spots, const std::vector<TextPlace>& places,
                           PageSize page) {
  std::string script;
  for (size_t i = 0; i < spots.size(); ++i) {
    const TextPlace& place = places[i];
    if (place.is_far) script += leader(spots[i], place, page);
    script += fmt::format("set label '{}' at {} center front font ',{}'\n", i + 1,
                          screen(place.x, place.y, page), numbered_font_points);
  }
  return script;
}

Spot number_spot(double x, double y, size_t number) {
  return {x, y, text_width_cm(fmt::to_string(number), numbered_font_points)};
}

}  // namespace pinna::report
