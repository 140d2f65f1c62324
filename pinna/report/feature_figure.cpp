#include "pinna/report/feature_figure.h"

#include <algorithm>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/report/panel_drawing.h"

namespace pinna::report {
namespace {

constexpr double bottom_cm = 1.05;
constexpr double title_cm = 0.55;  ///< above a panel that has one
constexpr double gap_cm = 0.3;     ///< above other panels
constexpr double right_margin_cm = page_margin_cm + 0.2;
constexpr double font_points = 8;

double height_of(const FeaturePanel& panel, bool is_alone) {
  if (panel.is_curve()) return is_alone ? 3.5 : 2.2;
  return is_alone ? 5 : 3.4;
}

double above_cm(const FeaturePanel& panel) {
  return panel.title.empty() ? gap_cm : title_cm;
}

/// The longest recording, or where its picture ends if that lacks less than a frame.
ValueRange common_time(std::span<const FeaturePanel> panels) {
  double end = 0;
  for (const FeaturePanel& panel : panels) end = std::max(end, panel.seconds);
  for (const FeaturePanel& panel : panels) {
    const double lacking = end - panel.end_seconds();
    if (!panel.is_curve() && lacking > 0 && lacking < panel.frame_seconds)
      return {0, panel.end_seconds()};
  }
  return {0, end};
}

struct Column {
  std::vector<PanelLook> looks;
  PageSize size;
};

void check_all(std::span<const FeaturePanel> panels) {
  if (panels.empty())
    throw core::InvalidOptions(
        {.what = "figure of features", .got = "no panels", .expected = "at least one"});
  for (const FeaturePanel& panel : panels) check(panel);
}

void check_room(const PanelPlace& place) {
  constexpr double least_cm = 0.5;
  if (place.width() < least_cm || place.height() < least_cm)
    throw core::InvalidOptions(
        {.what = "size of a figure",
         .got = fmt::format("{:.2g} by {:.2g} cm for a panel", std::max(0.0, place.width()),
                            std::max(0.0, place.height())),
         .expected = fmt::format("at least {} cm", least_cm),
         .fix = "make the figure larger or draw fewer panels"});
}

/// All panels on a page: heights as they are, or in proportion to them if the page's is given.
Column arrange(std::span<const FeaturePanel> panels, const FeatureFigureStyle& style) {
  Column page{.size = {style.width_cm.value_or(15), bottom_cm + page_margin_cm}};
  double panels_cm = 0, right_cm = right_margin_cm, left_cm = 0;
  for (const FeaturePanel& panel : panels) {
    panels_cm += height_of(panel, panels.size() == 1);
    page.size.height_cm += above_cm(panel);
    if (!panel.is_curve()) right_cm = std::max(right_cm, colour_bar_cm(panel.value_unit));
  }
  const double scale =
      style.height_cm ? std::max(0.0, *style.height_cm - page.size.height_cm) / panels_cm : 1;
  page.size.height_cm += scale * panels_cm;
  double top = page.size.height_cm - page_margin_cm;
  for (const FeaturePanel& panel : panels) {
    top -= above_cm(panel);
    const double bottom = top - scale * height_of(panel, panels.size() == 1);
    page.looks.push_back(
        {.place = {.bottom = bottom, .top = top},
         .values = style.values.value_or(shown_range({&panel, 1})),
         .seconds = style.seconds.value_or(common_time(panels)),
         .font_points = font_points,
         .time_labels = &panel == &panels.back() ? Labels::shown : Labels::hidden});
    check_room(page.looks.back().place);
    left_cm = std::max(left_cm, left_labels_cm(panel, page.looks.back()));
    top = bottom;
  }
  for (PanelLook& look : page.looks) {
    look.place.left = left_cm + page_margin_cm;
    look.place.right = page.size.width_cm - right_cm;
    check_room(look.place);
  }
  return page;
}

std::string preamble(ColourMap map) {
  return palette_command(colour_stops(map)) +
         "set border 15 linewidth 0.5\nset tics scale 0.3\nunset key\n";
}

struct Grid {
  int64_t columns, rows;

  static Grid for_panels(int64_t count) {
    const int64_t columns = count <= 3 ? count : count <= 8 ? 4 : 5;
    return {columns, (count + columns - 1) / columns};
  }
};

/// The grid's page, and the place of each panel on it.
struct GridPage {
  Grid grid;
  PageSize size;
  double left_cm, right_cm;
  static constexpr double top_cm = 0.6, gap_x_cm = 0.25, gap_y_cm = 0.62;

  double panel_cm() const {
    const auto rows = static_cast<double>(grid.rows);
    return (size.height_cm - top_cm - bottom_cm - (rows - 1) * gap_y_cm) / rows;
  }
  PanelPlace place(int64_t index) const {
    const auto column = static_cast<double>(index % grid.columns);
    const auto row = static_cast<double>(index / grid.columns);
    const auto columns = static_cast<double>(grid.columns);
    const double width = (size.width_cm - left_cm - right_cm - (columns - 1) * gap_x_cm) / columns;
    const double left = left_cm + column * (width + gap_x_cm);
    const double top = size.height_cm - top_cm - row * (panel_cm() + gap_y_cm);
    return {.left = left, .right = left + width, .bottom = top - panel_cm(), .top = top};
  }
  /// Right of all panels.
  PanelPlace right_edge() const {
    PanelPlace edge = place(grid.columns - 1);
    edge.bottom = place((grid.rows - 1) * grid.columns).bottom;
    return edge;
  }
};

GridPage grid_page(std::span<const FeaturePanel> panels, const FeatureFigureStyle& style,
                   PanelLook look) {
  constexpr double panel_cm = 2.1;
  look.place.top = panel_cm;
  const FeaturePanel& first = panels.front();
  const Grid grid = Grid::for_panels(std::ssize(panels));
  const auto rows = static_cast<double>(grid.rows);
  const double height_cm =
      GridPage::top_cm + bottom_cm + rows * panel_cm + (rows - 1) * GridPage::gap_y_cm;
  return {.grid = grid,
          .size = {style.width_cm.value_or(17), style.height_cm.value_or(height_cm)},
          .left_cm = left_labels_cm(first, look) + page_margin_cm,
          .right_cm = first.is_curve() ? right_margin_cm : colour_bar_cm(first.value_unit)};
}

}  // namespace

Figure feature_figure(std::span<const FeaturePanel> panels, const FeatureFigureStyle& style) {
  check_all(panels);
  const Column page = arrange(panels, style);
  std::string script = preamble(style.colour_map) + "set multiplot\n";
  for (size_t i = 0; i < panels.size(); ++i) {
    const PanelLook& look = page.looks[i];
    if (!panels[i].is_curve())
      script += colour_bar(look.place, page.size, look.values, panels[i].value_unit);
    script += panel_script(panels[i], look, page.size);
  }
  return {.width_cm = page.size.width_cm,
          .height_cm = page.size.height_cm,
          .font_points = font_points,
          .script = script + "unset multiplot\n"};
}

Figure feature_grid(std::span<const FeaturePanel> panels, const FeatureFigureStyle& style) {
  check_all(panels);
  const FeaturePanel& first = panels.front();
  for (const FeaturePanel& panel : panels)
    if (panel.values.bins != first.values.bins)
      throw core::InvalidOptions({.what = fmt::format("rows of panel \"{}\"", panel.title),
                                  .got = std::to_string(panel.values.bins),
                                  .expected = std::to_string(first.values.bins)});
  constexpr double longest_bar_cm = 5, grid_font_points = 7;
  const auto count = static_cast<int64_t>(panels.size());
  PanelLook look{.values = style.values.value_or(shown_range(panels)),
                 .seconds = style.seconds.value_or(common_time(panels)),
                 .font_points = grid_font_points};
  const GridPage page = grid_page(panels, style, look);
  check_room(page.place(0));
  std::string script = preamble(style.colour_map);
  if (!first.is_curve())
    script +=
        colour_bar(page.right_edge(), page.size, look.values, first.value_unit, longest_bar_cm);
  script += "set multiplot\n";
  for (int64_t i = 0; i < count; ++i) {
    look.place = page.place(i);
    look.row_labels = i % page.grid.columns == 0 ? Labels::shown : Labels::hidden;
    look.time_labels = i + page.grid.columns >= count ? Labels::shown : Labels::hidden;
    script += panel_script(panels[static_cast<size_t>(i)], look, page.size) + "unset colorbox\n";
  }
  return {.width_cm = page.size.width_cm,
          .height_cm = page.size.height_cm,
          .font_points = grid_font_points,
          .script = script + "unset multiplot\n"};
}

}  // namespace pinna::report
