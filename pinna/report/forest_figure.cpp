#include "pinna/report/forest_figure.h"

#include <algorithm>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/report/colour_map.h"
#include "pinna/runs/comparison_text.h"
#include "pinna/runs/measures.h"

namespace pinna::report {
namespace {

constexpr double font_points = 8;
constexpr double row_cm = 0.62;
constexpr double frame_cm = 2.3;
constexpr double width_cm = 17;

/// "+0.021", and "0.000" without a sign.
std::string signed_number(double value) {
  const std::string text = fmt::format("{:+.3f}", value);
  return text == "+0.000" || text == "-0.000" ? "0.000" : text;
}

bool is_psds(metrics::EventMeasure measure) {
  return measure == metrics::EventMeasure::psds1 || measure == metrics::EventMeasure::psds2;
}

/// "PSDS1", "event F1": without the unit of tables.
std::string name_of(metrics::EventMeasure measure) {
  std::string title = runs::measure_title(core::enum_name(measure));
  return title.ends_with(" %") ? title.substr(0, title.size() - 2) : title;
}

std::string axis_title(const std::string& measure, const std::string& unit,
                       const runs::StudyComparison& comparison) {
  return fmt::format("{} minus that of {}{}, {:g} % interval", measure,
                     display_name(comparison.baseline), unit,
                     100 * comparison.options.bootstrap.level);
}

ForestRow row_of(const runs::EventArmComparison& arm, const runs::MeasureDifference& measure) {
  const auto& [low, high] = measure.difference.bca;
  const double value = measure.difference.value;
  const double scale = is_psds(measure.measure) ? 1 : 100;
  ForestRow row{.name = arm.arm, .value = scale * value, .interval = {scale * low, scale * high}};
  row.numbers = is_psds(measure.measure) ? fmt::format("{} [{}, {}]", signed_number(value),
                                                       signed_number(low), signed_number(high))
                                         : fmt::format("{} {}", runs::signed_points(value),
                                                       runs::points_range({low, high}));
  if (measure.measure != arm.measures.front().measure) return row;
  row.numbers += "  Holm p " + runs::p_text(arm.holm_p);
  row.verdict = arm.verdict;
  return row;
}

/// Data of the rows with one verdict; gnuplot needs at least one line.
std::string rows_with(const std::vector<ForestRow>& rows, std::optional<runs::Verdict> verdict) {
  std::string text;
  for (size_t i = 0; i < rows.size(); ++i)
    if (rows[i].verdict == verdict)
      text += fmt::format("{} {:.4f} {:.4f} {:.4f}\n", i, rows[i].value, rows[i].interval.low,
                          rows[i].interval.high);
  return text.empty() ? "NaN NaN NaN NaN\n" : text;
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

/// The three kinds of points; without tests no key explains them.
std::string plot_of(const std::vector<ForestRow>& rows) {
  const bool is_tested =
      std::any_of(rows.begin(), rows.end(), [](const ForestRow& row) { return !!row.verdict; });
  return fmt::format(
      "plot $zero using 1:2 with lines linewidth 0.9 linecolor rgb 'black' notitle, "
      "$shown using 2:1:3:4 with xerrorbars pointtype 7 pointsize 0.7 linewidth 1.4 linecolor rgb "
      "'{0}' {1}, "
      "$not_shown using 2:1:3:4 with xerrorbars pointtype 6 pointsize 0.7 linewidth 1.4 linecolor "
      "rgb '{0}' {2}, "
      "$untested using 2:1:3:4 with xerrorbars pointtype 7 pointsize 0.7 linewidth 1.4 linecolor "
      "rgb '{0}' notitle\n",
      dark_line, is_tested ? "title 'a difference'" : "notitle",
      is_tested ? "title 'no difference shown'" : "notitle");
}

}  // namespace

Forest forest_of(const runs::StudyComparison& comparison) {
  Forest forest{.title = axis_title("accuracy", " [points]", comparison)};
  for (const runs::ArmComparison& arm : comparison.arms) {
    const auto& [low, high] = arm.difference.bca;
    forest.rows.push_back(
        {.name = arm.arm,
         .value = 100 * arm.difference.value,
         .interval = {100 * low, 100 * high},
         .numbers = fmt::format("{} {}  Holm p {}", runs::signed_points(arm.difference.value),
                                runs::points_range(arm.difference.bca), runs::p_text(arm.holm_p)),
         .verdict = arm.verdict});
  }
  return forest;
}

Forest forest_of(const runs::StudyComparison& comparison, metrics::EventMeasure measure) {
  Forest forest{.title =
                    axis_title(name_of(measure), is_psds(measure) ? "" : " [points]", comparison)};
  for (const runs::EventArmComparison& arm : comparison.event_arms)
    for (const runs::MeasureDifference& difference : arm.measures)
      if (difference.measure == measure) forest.rows.push_back(row_of(arm, difference));
  return forest;
}

Figure forest_figure(const Forest& forest) {
  const std::vector<ForestRow>& rows = forest.rows;
  if (rows.empty())
    throw core::InvalidOptions(
        {.what = "differences to draw", .got = "no arms", .expected = "at least one"});
  SideLabels names, numbers;
  for (size_t i = 0; i < rows.size(); ++i) {
    names.add(display_name(rows[i].name), i);
    numbers.add(rows[i].numbers, i);
  }
  const double bottom = static_cast<double>(rows.size()) - 0.4;
  std::string script = fmt::format(
      "$shown << END\n{}END\n$not_shown << END\n{}END\n$untested << END\n{}END\n"
      "$zero << END\n0 -0.6\n0 {}\nEND\n",
      rows_with(rows, runs::Verdict::difference), rows_with(rows, runs::Verdict::not_shown),
      rows_with(rows, std::nullopt), bottom);
  script += fmt::format(
      "set yrange [{0}:-0.6]\nset y2range [{0}:-0.6]\nset border 1\n"
      "set ytics ({1}) scale 0\nset y2tics ({2}) scale 0\n"
      "set lmargin at screen {3:.4f}\nset rmargin at screen {4:.4f}\n"
      "set offsets graph 0.04, graph 0.04, 0, 0\n"
      "set grid xtics linetype 1 linewidth 0.5 linecolor rgb '{5}'\n"
      "set xlabel {6}\nset key outside top center horizontal samplen 1.5\n",
      bottom, names.tics, numbers.tics, (names.width_cm + 0.5) / width_cm,
      1 - (numbers.width_cm + 0.5) / width_cm, grid_line, gnuplot_text(forest.title));
  return {.width_cm = width_cm,
          .height_cm = frame_cm + row_cm * static_cast<double>(rows.size()),
          .font_points = font_points,
          .script = script + plot_of(rows)};
}

Figure forest_figure(const runs::StudyComparison& comparison) {
  return forest_figure(forest_of(comparison));
}

}  // namespace pinna::report
