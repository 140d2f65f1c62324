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
constexpr double longest_bar_cm = 5;

constexpr double grid_font_points = 7;
constexpr double grid_heading_cm = 0.5;  ///< above a group that has a title
constexpr double grid_title_cm = 0.6;    ///< above its first row
constexpr double grid_gap_x_cm = 0.25, grid_gap_y_cm = 0.62;

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

[[noreturn]] void throw_no_panels() {
  throw core::InvalidOptions(
      {.what = "figure of features", .got = "no panels", .expected = "at least one"});
}

void check_all(std::span<const FeaturePanel> panels) {
  if (panels.empty()) throw_no_panels();
  for (const FeaturePanel& panel : panels) check(panel);
}

void check_rows(std::span<const FeaturePanel> panels) {
  for (const FeaturePanel& panel : panels)
    if (panel.values.bins != panels.front().values.bins)
      throw core::InvalidOptions({.what = fmt::format("rows of panel \"{}\"", panel.title),
                                  .got = std::to_string(panel.values.bins),
                                  .expected = std::to_string(panels.front().values.bins)});
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

/// The room right of a panel.
double right_labels_cm(const FeaturePanel& panel, const PanelLook& look) {
  return panel.is_curve() ? right_margin_cm : colour_bar_cm(look, panel.value_unit);
}

/// All panels on a page: heights as they are, or in proportion to them if the page's is given.
Column arrange(std::span<const FeaturePanel> panels, const FeatureFigureStyle& style) {
  Column page{.size = {style.width_cm.value_or(15), bottom_cm + page_margin_cm}};
  double panels_cm = 0, right_cm = right_margin_cm, left_cm = 0;
  for (const FeaturePanel& panel : panels) {
    panels_cm += height_of(panel, panels.size() == 1);
    page.size.height_cm += above_cm(panel);
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
    right_cm = std::max(right_cm, right_labels_cm(panel, page.looks.back()));
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

/// Where a group lies on the page, and how its panels look.
struct GridBlock {
  Grid grid;
  double top_cm;  ///< of its first row, from the lower edge of the page
  PanelLook look;
};

struct GridPage {
  PageSize size;
  double left_cm, right_cm = right_margin_cm, panel_cm;
  std::vector<GridBlock> blocks;

  PanelPlace place(const GridBlock& block, int64_t index) const {
    const auto column = static_cast<double>(index % block.grid.columns);
    const auto row = static_cast<double>(index / block.grid.columns);
    const auto columns = static_cast<double>(block.grid.columns);
    const double width =
        (size.width_cm - left_cm - right_cm - (columns - 1) * grid_gap_x_cm) / columns;
    const double left = left_cm + column * (width + grid_gap_x_cm);
    const double top = block.top_cm - row * (panel_cm + grid_gap_y_cm);
    return {.left = left, .right = left + width, .bottom = top - panel_cm, .top = top};
  }
  /// What the colour bar of a group stands right of.
  PanelLook bar_look(const GridBlock& block) const {
    PanelLook look = block.look;
    look.place = right_edge(block);
    look.place.bottom = std::max(look.place.bottom, look.place.top - longest_bar_cm);
    return look;
  }
  /// The last column.
  PanelPlace right_edge(const GridBlock& block) const {
    PanelPlace edge = place(block, block.grid.columns - 1);
    edge.bottom = place(block, (block.grid.rows - 1) * block.grid.columns).bottom;
    return edge;
  }
};

double grid_above_cm(const PanelGroup& group) {
  return grid_title_cm + (group.title.empty() ? 0 : grid_heading_cm);
}

/// All groups below one another, the panels as high as they are or as the page's height allows.
GridPage grid_page(std::span<const PanelGroup> groups, const FeatureFigureStyle& style) {
  constexpr double usual_panel_cm = 2.1;
  double fixed_cm = bottom_cm, rows = 0, end_seconds = 0;
  for (const PanelGroup& group : groups) {
    const auto group_rows = static_cast<double>(Grid::for_panels(std::ssize(group.panels)).rows);
    fixed_cm += grid_above_cm(group) + (group_rows - 1) * grid_gap_y_cm;
    rows += group_rows;
    end_seconds = std::max(end_seconds, common_time(group.panels).high);
  }
  const double height_cm = style.height_cm.value_or(fixed_cm + rows * usual_panel_cm);
  GridPage page{.size = {style.width_cm.value_or(17), height_cm},
                .left_cm = page_margin_cm,
                .panel_cm = (height_cm - fixed_cm) / rows,
                .blocks = {}};
  double top = height_cm;
  for (const PanelGroup& group : groups) {
    top -= grid_above_cm(group);
    GridBlock block{.grid = Grid::for_panels(std::ssize(group.panels)),
                    .top_cm = top,
                    .look = {.values = values_of(group, style),
                             .seconds = style.seconds.value_or(ValueRange{0, end_seconds}),
                             .font_points = grid_font_points}};
    const FeaturePanel& first = group.panels.front();
    block.look.place = page.place(block, 0);
    check_room(block.look.place);
    page.left_cm = std::max(page.left_cm, left_labels_cm(first, block.look) + page_margin_cm);
    page.right_cm = std::max(page.right_cm, right_labels_cm(first, page.bar_look(block)));
    top = page.right_edge(block).bottom;
    page.blocks.push_back(block);
  }
  return page;
}

/// The title over all panels of a group.
std::string heading(const PanelGroup& group, const GridPage& page, const GridBlock& block) {
  if (group.title.empty()) return "";
  return fmt::format("set label 3 {} at screen {:.5f},{:.5f} left\n", gnuplot_text(group.title),
                     page.left_cm / page.size.width_cm,
                     (block.top_cm + grid_title_cm) / page.size.height_cm);
}

std::string block_script(const PanelGroup& group, const GridPage& page, const GridBlock& block,
                         Labels time_labels) {
  const auto count = std::ssize(group.panels);
  const FeaturePanel& first = group.panels.front();
  PanelLook look = block.look;
  std::string script = heading(group, page, block);
  if (!first.is_curve()) script += colour_bar(page.bar_look(block), first.value_unit, page.size);
  for (int64_t i = 0; i < count; ++i) {
    look.place = page.place(block, i);
    look.row_labels = i % block.grid.columns == 0 ? Labels::shown : Labels::hidden;
    look.time_labels = i + block.grid.columns >= count ? time_labels : Labels::hidden;
    script += panel_script(group.panels[static_cast<size_t>(i)], look, page.size) + no_colour_bar +
              "unset label 3\n";
  }
  return script;
}

}  // namespace

Figure feature_figure(std::span<const FeaturePanel> panels, const FeatureFigureStyle& style) {
  check_all(panels);
  const Column page = arrange(panels, style);
  std::string script = preamble(style.colour_map) + "set multiplot\n";
  for (size_t i = 0; i < panels.size(); ++i) {
    const PanelLook& look = page.looks[i];
    if (!panels[i].is_curve()) script += colour_bar(look, panels[i].value_unit, page.size);
    script += panel_script(panels[i], look, page.size) + no_colour_bar;
  }
  return {.width_cm = page.size.width_cm,
          .height_cm = page.size.height_cm,
          .font_points = font_points,
          .script = script + "unset multiplot\n"};
}

ValueRange values_of(const PanelGroup& group, const FeatureFigureStyle& style) {
  return style.values.value_or(shown_range(group.panels));
}

Figure feature_grid(std::span<const PanelGroup> groups, const FeatureFigureStyle& style) {
  if (groups.empty()) throw_no_panels();
  for (const PanelGroup& group : groups) {
    check_all(group.panels);
    check_rows(group.panels);
  }
  const GridPage page = grid_page(groups, style);
  std::string script = preamble(style.colour_map) + "set multiplot\n";
  for (size_t i = 0; i < groups.size(); ++i) {
    check_room(page.place(page.blocks[i], 0));
    script += block_script(groups[i], page, page.blocks[i],
                           i + 1 == groups.size() ? Labels::shown : Labels::hidden);
  }
  return {.width_cm = page.size.width_cm,
          .height_cm = page.size.height_cm,
          .font_points = grid_font_points,
          .script = script + "unset multiplot\n"};
}

}  // namespace pinna::report
