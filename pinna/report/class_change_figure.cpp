#include "pinna/report/class_change_figure.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/report/axis_ticks.h"
#include "pinna/report/colour_map.h"
#include "pinna/report/panel_place.h"

namespace pinna::report {
namespace {

/// Losses down to CIELAB lightness 50, gains down to 26, so that grey tells them apart at the ends.
constexpr std::array<std::string_view, 9> loss_to_gain{"#b86500", "#e0913a", "#f0b878",
                                                       "#f7ddbb", "#f9f9f9", "#c3dbf1",
                                                       "#83b9e6", "#3d8fca", "#05507f"};
/// Shades beyond which white is easier to read than black.
constexpr double loss_for_white_text = 0.85, gain_for_white_text = 0.7;
constexpr double name_points = 7.5;
constexpr double font_points = 8;
constexpr double gap_cm = 0.2, bar_cm = 0.3, bar_labels_cm = 1.0, title_cm = 0.6;
constexpr double cell_half = 0.48;  ///< in cells: a hair of ground stays between them

/// Sizes that depend on how many classes must fit a page.
struct CellSize {
  double width_cm, height_cm, number_points;
};

CellSize cell_size(size_t num_classes) {
  if (num_classes <= 12) return {1.02, 0.56, 7};
  if (num_classes <= 20) return {0.78, 0.5, 5.8};
  return {0.6, 0.42, 4.6};
}

void check(const ClassChanges& changes) {
  if (changes.arms.empty() || changes.classes.empty())
    throw core::InvalidOptions(
        {.what = "changes to draw",
         .got = fmt::format("{} arms, {} classes", changes.arms.size(), changes.classes.size()),
         .expected = "at least one of each"});
  if (changes.values.size() != changes.arms.size() * changes.classes.size())
    throw core::InvalidOptions(
        {.what = "changes of classes",
         .got = fmt::to_string(changes.values.size()),
         .expected = fmt::format("{} x {}", changes.arms.size(), changes.classes.size())});
  if (std::any_of(changes.values.begin(), changes.values.end(),
                  [](double value) { return std::isinf(value); }))
    throw core::InvalidOptions({.what = "changes of classes",
                                .got = "an infinite one",
                                .expected = "numbers, or NaN where there is none"});
  if (changes.decimals < 0 || changes.decimals > 6)
    throw core::InvalidOptions({.what = "decimals of changes",
                                .got = fmt::to_string(changes.decimals),
                                .expected = "0 to 6"});
}

double largest_change(const ClassChanges& changes) {
  double largest = 0;
  for (const double value : changes.values)
    if (!std::isnan(value)) largest = std::max(largest, std::abs(value));
  return largest > 0 ? largest : 1;
}

/// "+1.2", "−0.3" with a real minus, "0.0".
std::string signed_text(double value, int decimals) {
  const std::string size = fmt::format("{:.{}f}", std::abs(value), decimals);
  const bool is_zero = size.find_first_not_of("0.") == std::string::npos;
  return (is_zero ? "" : value < 0 ? "−" : "+") + size;
}

/// Rows "column row shade 'text' text-colour"; losses once more for their frames.
struct Cells {
  std::string all, losses;
};

Cells cells_of(const ClassChanges& changes, double largest) {
  Cells cells;
  for (size_t i = 0; i < changes.values.size(); ++i) {
    const size_t row = i / changes.classes.size(), column = i % changes.classes.size();
    const double value = changes.values[i];
    if (std::isnan(value)) {
      cells.all += fmt::format("{} {} 0 – {}\n", column, row, 0x8c8c8c);
      continue;
    }
    const std::string text = signed_text(value, changes.decimals);
    const double shade = value / largest;
    cells.all += fmt::format(
        "{} {} {:.4f} {} {}\n", column, row, shade, text,
        shade > gain_for_white_text || -shade > loss_for_white_text ? 0xFFFFFF : 0x101010);
    if (text.starts_with("−")) cells.losses += fmt::format("{} {}\n", column, row);
  }
  return cells;
}

std::string names_of(const std::vector<std::string>& names) {
  std::string list;
  for (size_t i = 0; i < names.size(); ++i)
    list += fmt::format("{}{} {}", i ? ", " : "", gnuplot_text(display_name(names[i])), i);
  return list;
}

double widest_cm(const std::vector<std::string>& names) {
  double widest = 0;
  for (const std::string& name : names)
    widest = std::max(widest, text_width_cm(display_name(name), name_points));
  return widest;
}

/// The page around the grid.
struct Layout {
  PanelPlace grid;
  PageSize page;
  bool has_turned_names;

  Layout(const ClassChanges& changes, const CellSize& cell) {
    const double names_cm = widest_cm(changes.classes);
    has_turned_names = names_cm > cell.width_cm - 0.1;
    const double below = has_turned_names ? names_cm : line_height_cm(name_points);
    grid.left = widest_cm(changes.arms) + 2 * gap_cm;
    grid.right = grid.left + cell.width_cm * static_cast<double>(changes.classes.size());
    grid.bottom = below + 2 * gap_cm;
    grid.top = grid.bottom + cell.height_cm * static_cast<double>(changes.arms.size());
    page = {.width_cm = std::max(grid.right + gap_cm + bar_cm + bar_labels_cm,
                                 grid.left + text_width_cm(changes.title, font_points) + gap_cm),
            .height_cm = grid.top + title_cm};
  }
  /// The title above the grid, the bar beside it.
  std::string commands(const std::string& title) const {
    return grid.margins(page) +
           fmt::format(
               "set label {} at screen {:.5f},{:.5f} left\n"
               "set colorbox user origin screen {:.5f},{:.5f} size screen {:.5f},{:.5f} noborder\n",
               gnuplot_text(title), grid.left / page.width_cm,
               (grid.top + title_cm / 2) / page.height_cm, (grid.right + gap_cm) / page.width_cm,
               grid.bottom / page.height_cm, bar_cm / page.width_cm,
               grid.height() / page.height_cm);
  }
};

/// Of the bar, about a centimetre apart.
std::vector<AxisTick> bar_ticks(double largest, double height_cm, int decimals) {
  std::vector<AxisTick> ticks =
      value_ticks(-largest, largest, std::clamp(height_cm / 1.1, 2.0, 6.0));
  for (AxisTick& tick : ticks) {
    const double value = tick.at;
    tick = {value / largest, value == 0 ? "0" : signed_text(value, 0)};
    const bool is_whole = value == std::round(value);
    if (!is_whole) tick.label = signed_text(value, std::max(decimals, 1));
  }
  return ticks;
}

std::string plot_of(const Cells& cells, double number_points) {
  std::string script = fmt::format(
      "plot $cells using 1:2:({0}):({0}):3 with boxxyerror fillstyle solid noborder linecolor "
      "palette, ",
      cell_half);
  if (!cells.losses.empty())
    script += fmt::format(
        "$losses using 1:2:({0}):({0}) with boxxyerror fillstyle empty linewidth 0.5 linecolor rgb "
        "'#7a4300', ",
        cell_half - 0.01);
  return script +
         fmt::format("$cells using 1:2:4:5 with labels font ',{}' textcolor rgb variable\n",
                     number_points);
}

}  // namespace

Figure class_change_figure(const ClassChanges& changes) {
  check(changes);
  const CellSize cell = cell_size(changes.classes.size());
  const Layout layout(changes, cell);
  const double largest = largest_change(changes);
  const Cells cells = cells_of(changes, largest);

  std::string script = fmt::format("$cells << END\n{}END\n", cells.all);
  if (!cells.losses.empty()) script += fmt::format("$losses << END\n{}END\n", cells.losses);
  script += palette_command(loss_to_gain) + layout.commands(changes.title);
  script += fmt::format(
      "unset key\nset border 0\nset xrange [-0.5:{}]\nset yrange [{}:-0.5]\nset cbrange [-1:1]\n"
      "set xtics ({}) {} scale 0 font ',{}'\nset ytics ({}) scale 0 font ',{}'\n",
      static_cast<double>(changes.classes.size()) - 0.5,
      static_cast<double>(changes.arms.size()) - 0.5, names_of(changes.classes),
      layout.has_turned_names ? "rotate by 90 right" : "", name_points, names_of(changes.arms),
      name_points);
  script += ticks_command("cb", bar_ticks(largest, layout.grid.height(), changes.decimals),
                          Labels::shown);
  script += fmt::format("set cbtics scale 0 font ',{0}' offset -0.5,0\n", name_points);
  script += plot_of(cells, cell.number_points);
  return {.width_cm = layout.page.width_cm,
          .height_cm = layout.page.height_cm,
          .font_points = font_points,
          .script = std::move(script)};
}

}  // namespace pinna::report
