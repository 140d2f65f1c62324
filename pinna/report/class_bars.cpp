#include "pinna/report/class_bars.h"

#include <algorithm>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/report/colour_map.h"

namespace pinna::report {
namespace {

constexpr double row_cm = 0.42;
constexpr double frame_cm = 2.4;

std::vector<metrics::ClassScores> best_first(std::vector<metrics::ClassScores> rows) {
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.recall > b.recall; });
  return rows;
}

}  // namespace

Figure class_bars(const metrics::ClassificationScores& scores) {
  if (scores.per_class.empty())
    throw core::InvalidOptions(
        {.what = "bars of classes", .got = "no classes", .expected = "at least one"});
  const auto rows = best_first(scores.per_class);
  std::string data, names;
  for (size_t i = 0; i < rows.size(); ++i) {
    data += fmt::format("{} {:.4f} {:.4f} {:.4f} {:.4f}\n", i, 100 * rows[i].recall,
                        100 * rows[i].recall_interval.low, 100 * rows[i].recall_interval.high,
                        100 * rows[i].f1);
    names += fmt::format("{}{} {}", i ? ", " : "", gnuplot_text(display_name(rows[i].label)), i);
  }
  std::string script = fmt::format(
      "$rows << END\n{0}END\n$mean << END\n{1} -0.6\n{1} {2}\nEND\n"
      "set xrange [0:100]\nset yrange [{2}:-0.6]\n"
      "set ytics ({3}) scale 0\nset xlabel 'recall, F1 [%]'\n"
      "set border 1\nset grid xtics linetype 1 linewidth 0.5 linecolor rgb '{4}'\n"
      "set key outside top center horizontal samplen 1.5\n",
      data, 100 * scores.macro.recall, static_cast<double>(rows.size()) - 0.4, names, grid_line);
  script += fmt::format(
      "plot $rows using ($2/2):1:($2/2):(0.34) with boxxyerror fillstyle solid noborder "
      "linecolor rgb '{}' title 'recall', "
      "$rows using 2:1:3:4 with xerrorbars pointtype 0 linewidth 1 linecolor rgb 'black' "
      "title '{:.0f} % interval', "
      "$rows using 5:1 with points pointtype 13 pointsize 0.55 linecolor rgb '{}' title 'F1', "
      "$mean using 1:2 with lines dashtype '-' linewidth 0.7 linecolor rgb 'black' title 'mean "
      "recall'\n",
      bar_fill, 100 * scores.level, dark_line);
  return {.width_cm = 14,
          .height_cm = frame_cm + row_cm * static_cast<double>(rows.size()),
          .font_points = 7.5,
          .script = std::move(script)};
}

}  // namespace pinna::report
