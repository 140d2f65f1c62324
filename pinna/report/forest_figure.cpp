#include "pinna/report/forest_figure.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/report/colour_map.h"
#include "pinna/runs/comparison_text.h"

namespace pinna::report {
namespace {

constexpr double font_points = 8;
constexpr double row_cm = 0.62;
constexpr double frame_cm = 2.3;
constexpr double width_cm = 17;

std::string numbers_of(const runs::ArmComparison& arm) {
  return fmt::format("{} {}  Holm p {}", runs::signed_points(arm.difference.value),
                     runs::points_range(arm.difference.bca), runs::p_text(arm.holm_p));
}

std::string row_of(const runs::ArmComparison& arm, size_t row) {
  return fmt::format("{} {:.4f} {:.4f} {:.4f}\n", row, 100 * arm.difference.value,
                     100 * arm.difference.bca.low, 100 * arm.difference.bca.high);
}

/// Data of the arms with one verdict; gnuplot needs at least one line.
std::string rows_with(const std::vector<runs::ArmComparison>& arms, runs::Verdict verdict) {
  std::string rows;
  for (size_t i = 0; i < arms.size(); ++i)
    if (arms[i].verdict == verdict) rows += row_of(arms[i], i);
  return rows.empty() ? "NaN NaN NaN NaN\n" : rows;
}

/// Labels of one side, and the room that they take.
struct SideLabels {
  std::string tics;
  double width_cm = 0;

  void add(const std::string& text, size_t row) {
    tics += fmt::format("{}{} {}", tics.empty() ? "" : ", ", gnuplot_text(text), row);
    width_cm = std::max(width_cm, text_width_cm(text, font_points));
  }
};

}  // namespace

Figure forest_figure(const runs::StudyComparison& comparison) {
  const auto& arms = comparison.arms;
  if (arms.empty())
    throw core::InvalidOptions(
        {.what = "differences to draw", .got = "no arms", .expected = "at least one"});
  SideLabels names, numbers;
  for (size_t i = 0; i < arms.size(); ++i) {
    names.add(display_name(arms[i].arm), i);
    numbers.add(numbers_of(arms[i]), i);
  }
  const double bottom = static_cast<double>(arms.size()) - 0.4;
  std::string script = fmt::format(
      "$shown << END\n{}END\n$not_shown << END\n{}END\n$zero << END\n0 -0.6\n0 {}\nEND\n",
      rows_with(arms, runs::Verdict::difference), rows_with(arms, runs::Verdict::not_shown),
      bottom);
  script += fmt::format(
      "set yrange [{0}:-0.6]\nset y2range [{0}:-0.6]\nset border 1\n"
      "set ytics ({1}) scale 0\nset y2tics ({2}) scale 0\n"
      "set lmargin at screen {3:.4f}\nset rmargin at screen {4:.4f}\n"
      "set offsets graph 0.04, graph 0.04, 0, 0\n"
      "set grid xtics linetype 1 linewidth 0.5 linecolor rgb '{5}'\n"
      "set xlabel {6}\nset key outside top center horizontal samplen 1.5\n",
      bottom, names.tics, numbers.tics, (names.width_cm + 0.5) / width_cm,
      1 - (numbers.width_cm + 0.5) / width_cm, grid_line,
      gnuplot_text(fmt::format("accuracy minus that of {} [points], {:g} % interval",
                               display_name(comparison.baseline),
                               100 * comparison.options.bootstrap.level)));
  script += fmt::format(
      "plot $zero using 1:2 with lines linewidth 0.9 linecolor rgb 'black' notitle, "
      "$shown using 2:1:3:4 with xerrorbars pointtype 7 pointsize 0.7 linewidth 1.4 linecolor rgb "
      "'{0}' title 'a difference', "
      "$not_shown using 2:1:3:4 with xerrorbars pointtype 6 pointsize 0.7 linewidth 1.4 linecolor "
      "rgb '{0}' title 'no difference shown'\n",
      dark_line);
  return {.width_cm = width_cm,
          .height_cm = frame_cm + row_cm * static_cast<double>(arms.size()),
          .font_points = font_points,
          .script = std::move(script)};
}

}  // namespace pinna::report
