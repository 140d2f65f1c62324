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
constexpr double margin_cm = 0.15;
constexpr double bar_cm = 0.3;
constexpr double font_points = 8;

double height_of(const FeaturePanel& panel, bool is_alone) {
  if (panel.is_curve()) return is_alone ? 3.5 : 2.2;
  return is_alone ? 5 : 3.4;
}

double above_cm(const FeaturePanel& panel) {
  return panel.title.empty() ? gap_cm : title_cm;
}

ValueRange common_time(std::span<const FeaturePanel> panels) {
  double longest = 0;
  for (const FeaturePanel& panel : panels) longest = std::max(longest, panel.seconds);
  return {0, longest};
}

/// Numbers of a colour bar, and its title.
double bar_labels_cm(const FeaturePanel& panel) {
  return panel.value_unit.empty() ? 1.1 : 1.5;
}

struct Column {
  std::vector<PanelLook> looks;
  double width_cm, height_cm;
};

/// All panels on a page: heights as they are, or in proportion to them if the page's is given.
Column arrange(std::span<const FeaturePanel> panels, const FeatureFigureStyle& style) {
  Column page{
      .looks = {}, .width_cm = style.width_cm.value_or(15), .height_cm = bottom_cm + margin_cm};
  double panels_cm = 0, right_cm = margin_cm + 0.2;
  for (const FeaturePanel& panel : panels) {
    panels_cm += height_of(panel, panels.size() == 1);
    page.height_cm += above_cm(panel);
    if (!panel.is_curve()) right_cm = std::max(right_cm, bar_cm + 0.25 + bar_labels_cm(panel));
  }
  const double scale = style.height_cm ? (*style.height_cm - page.height_cm) / panels_cm : 1;
  page.height_cm += scale * panels_cm;
  double top = page.height_cm - margin_cm, left = 0;
  for (const FeaturePanel& panel : panels) {
    top -= above_cm(panel);
    PanelLook look{.values = style.values.value_or(shown_range({&panel, 1})),
                   .seconds = style.seconds.value_or(common_time(panels)),
                   .font_points = font_points,
                   .time_labels = &panel == &panels.back() ? Labels::shown : Labels::hidden};
    look.place.top = top;
    look.place.bottom = top -= scale * height_of(panel, panels.size() == 1);
    if (scale > 0) left = std::max(left, left_labels_cm(panel, look));
    page.looks.push_back(look);
  }
  for (PanelLook& look : page.looks) {
    look.place.left = left + margin_cm;
    look.place.right = page.width_cm - right_cm;
  }
  return page;
}

std::string colour_bar(const PanelPlace& place, double page_width_cm, double page_height_cm,
                       double longest_cm, const std::string& unit) {
  const double length = std::min(longest_cm, place.top - place.bottom);
  return fmt::format(
      "set colorbox user origin screen {:.5f},{:.5f} size screen {:.5f},{:.5f} noborder\n"
      "set cblabel {} offset 0.4,0\nset cbtics autofreq\n",
      (place.right + 0.25) / page_width_cm, (place.top - length) / page_height_cm,
      bar_cm / page_width_cm, length / page_height_cm, gnuplot_text(unit));
}

std::string preamble(ColourMap map) {
  return palette_command(colour_stops(map)) +
         "set border 15 linewidth 0.5\nset tics scale 0.3\nunset key\n";
}

void check_all(std::span<const FeaturePanel> panels) {
  if (panels.empty())
    throw core::InvalidOptions(
        {.what = "figure of features", .got = "no panels", .expected = "at least one"});
  for (const FeaturePanel& panel : panels) check(panel);
}

void check_room(const PanelPlace& place) {
  constexpr double least_cm = 0.5;
  if (place.right - place.left < least_cm || place.top - place.bottom < least_cm)
    throw core::InvalidOptions({.what = "size of a figure",
                                .got = fmt::format("{:.2g} by {:.2g} cm for a panel",
                                                   std::max(0.0, place.right - place.left),
                                                   std::max(0.0, place.top - place.bottom)),
                                .expected = fmt::format("at least {} cm", least_cm),
                                .fix = "make the figure larger or draw fewer panels"});
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
  double width_cm, height_cm;
  double left_cm, right_cm;
  static constexpr double top_cm = 0.6, gap_x_cm = 0.25, gap_y_cm = 0.62;

  double panel_cm() const {
    const auto rows = static_cast<double>(grid.rows);
    return (height_cm - top_cm - bottom_cm - (rows - 1) * gap_y_cm) / rows;
  }
  PanelPlace place(int64_t index) const {
    const auto column = static_cast<double>(index % grid.columns);
    const auto row = static_cast<double>(index / grid.columns);
    const auto columns = static_cast<double>(grid.columns);
    const double panel_width = (width_cm - left_cm - right_cm - (columns - 1) * gap_x_cm) / columns;
    const double left = left_cm + column * (panel_width + gap_x_cm);
    const double top = height_cm - top_cm - row * (panel_cm() + gap_y_cm);
    return {.left = left, .right = left + panel_width, .bottom = top - panel_cm(), .top = top};
  }
};

}  // namespace

Figure feature_figure(std::span<const FeaturePanel> panels, const FeatureFigureStyle& style) {
  check_all(panels);
  const Column page = arrange(panels, style);
  std::string script = preamble(style.colour_map) + "set multiplot\n";
  for (size_t i = 0; i < panels.size(); ++i) {
    const PanelLook& look = page.looks[i];
    check_room(look.place);
    script += look.place.margins(page.width_cm, page.height_cm);
    if (!panels[i].is_curve())
      script += colour_bar(look.place, page.width_cm, page.height_cm, page.height_cm,
                           panels[i].value_unit);
    script += panel_script(panels[i], look);
  }
  return {.width_cm = page.width_cm,
          .height_cm = page.height_cm,
          .font_points = font_points,
          .script = script + "unset multiplot\n"};
}

Figure feature_grid(std::span<const FeaturePanel> panels, const FeatureFigureStyle& style) {
  check_all(panels);
  for (const FeaturePanel& panel : panels)
    if (panel.values.bins != panels.front().values.bins)
      throw core::InvalidOptions({.what = fmt::format("rows of panel \"{}\"", panel.title),
                                  .got = std::to_string(panel.values.bins),
                                  .expected = std::to_string(panels.front().values.bins)});
  constexpr double panel_cm = 2.1, longest_bar_cm = 5, grid_font_points = 7;
  const auto count = static_cast<int64_t>(panels.size());
  const Grid grid = Grid::for_panels(count);
  const bool are_curves = panels.front().is_curve();
  PanelLook look{.values = style.values.value_or(shown_range(panels)),
                 .seconds = style.seconds.value_or(common_time(panels)),
                 .font_points = grid_font_points};
  look.place.top = panel_cm;
  const auto rows = static_cast<double>(grid.rows);
  const GridPage page{
      .grid = grid,
      .width_cm = style.width_cm.value_or(17),
      .height_cm = style.height_cm.value_or(GridPage::top_cm + bottom_cm + rows * panel_cm +
                                            (rows - 1) * GridPage::gap_y_cm),
      .left_cm = left_labels_cm(panels.front(), look) + margin_cm,
      .right_cm = are_curves ? margin_cm + 0.2 : bar_cm + 0.25 + bar_labels_cm(panels.front())};
  check_room(page.place(0));
  std::string script = preamble(style.colour_map);
  if (!are_curves) {
    PanelPlace edge = page.place(grid.columns - 1);
    edge.bottom = page.place((grid.rows - 1) * grid.columns).bottom;
    script +=
        colour_bar(edge, page.width_cm, page.height_cm, longest_bar_cm, panels.front().value_unit);
  }
  script += "set multiplot\n";
  for (int64_t i = 0; i < count; ++i) {
    look.place = page.place(i);
    look.row_labels = i % grid.columns == 0 ? Labels::shown : Labels::hidden;
    look.time_labels = i + grid.columns >= count ? Labels::shown : Labels::hidden;
    script += look.place.margins(page.width_cm, page.height_cm) +
              panel_script(panels[static_cast<size_t>(i)], look) + "unset colorbox\n";
  }
  return {.width_cm = page.width_cm,
          .height_cm = page.height_cm,
          .font_points = grid_font_points,
          .script = script + "unset multiplot\n"};
}

}  // namespace pinna::report
