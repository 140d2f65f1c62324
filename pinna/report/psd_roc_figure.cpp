#include "pinna/report/psd_roc_figure.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "pinna/report/colour_map.h"
#include "pinna/report/panel_place.h"

namespace pinna::report {
namespace {

constexpr double font_points = 8;
constexpr double width_cm = 12, height_cm = 8.6, left_cm = 1.3, bottom_cm = 1.1, legend_cm = 1.5,
                 leader_cm = 0.5;

/// The rate at the end of the area [%].
double at_end(const metrics::PsdsResult& result, const std::vector<double>& tpr) {
  const auto end =
      std::upper_bound(result.roc.efpr.begin(), result.roc.efpr.end(), result.max_efpr);
  return 100 * tpr[static_cast<size_t>(end - result.roc.efpr.begin()) - 1];
}

/// The stairs up to the end of the area, as data of a gnuplot block.
std::string block(const std::string& name, const metrics::PsdsResult& result,
                  const std::vector<double>& tpr) {
  std::string text = "$" + name + " << EOD\n";
  for (size_t i = 0; i < result.roc.efpr.size() && result.roc.efpr[i] <= result.max_efpr; ++i)
    text += fmt::format("{:.6g} {:.6g}\n", result.roc.efpr[i], 100 * tpr[i]);
  const auto end =
      std::upper_bound(result.roc.efpr.begin(), result.roc.efpr.end(), result.max_efpr);
  text += fmt::format("{:.6g} {:.6g}\nEOD\n", result.max_efpr,
                      100 * tpr[static_cast<size_t>(end - result.roc.efpr.begin()) - 1]);
  return text;
}

/// Heights as near to `wanted` as can be, in the sense of least squares, that are `step` apart:
/// neighbours that lie too near share what they must move (pool adjacent violators).
std::vector<double> spread(const std::vector<double>& wanted, double step) {
  std::vector<size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return wanted[a] < wanted[b]; });
  struct Group {
    double sum;
    size_t count;
    double mean() const { return sum / static_cast<double>(count); }
  };
  std::vector<Group> groups;
  for (size_t i = 0; i < order.size(); ++i) {
    groups.push_back({wanted[order[i]] - static_cast<double>(i) * step, 1});
    while (groups.size() > 1 && groups[groups.size() - 2].mean() > groups.back().mean()) {
      const Group last = groups.back();
      groups.pop_back();
      groups.back().sum += last.sum;
      groups.back().count += last.count;
    }
  }
  std::vector<double> heights(wanted.size());
  size_t i = 0;
  for (const Group& group : groups)
    for (size_t member = 0; member < group.count; ++member, ++i)
      heights[order[i]] = group.mean() + static_cast<double>(i) * step;
  return heights;
}

/// Names of the classes right of the plot, each with a line to the end of its curve.
std::string class_names(const metrics::PsdsResult& result, const std::vector<std::string>& labels,
                        double leader, double step) {
  std::vector<double> ends;
  for (const auto& tpr : result.roc.class_tpr) ends.push_back(at_end(result, tpr));
  const std::vector<double> heights = spread(ends, step);
  std::string script;
  for (size_t i = 0; i < labels.size(); ++i)
    script += fmt::format(
        "set arrow {0} from first {1:.6g}, first {2:.3f} to first {3:.6g}, first {4:.3f} nohead "
        "linewidth 0.5 linecolor rgb '#8c8c8c'\n"
        "set label {0} {5} at first {3:.6g}, first {4:.3f} left offset character 0.4,0\n",
        i + 1, result.max_efpr, ends[i], result.max_efpr + leader, heights[i],
        gnuplot_text(display_name(labels[i])));
  return script;
}

}  // namespace

Figure psd_roc_figure(const metrics::PsdsResult& result, const std::vector<std::string>& labels) {
  double names_cm = 0;
  for (const std::string& label : labels)
    names_cm = std::max(names_cm, text_width_cm(display_name(label), font_points));
  const double left = left_cm / width_cm;
  const double right = 1 - (names_cm + leader_cm + 3 * page_margin_cm) / width_cm;
  const double bottom = bottom_cm / height_cm;
  const double top = 1 - legend_cm / height_cm;

  std::string script = block("effective", result, result.roc.effective_tpr) +
                       block("mean", result, result.roc.mean_tpr);
  for (size_t i = 0; i < labels.size(); ++i)
    script += block(fmt::format("class{}", i), result, result.roc.class_tpr[i]);
  script += fmt::format(
      "set lmargin at screen {:.4f}\nset rmargin at screen {:.4f}\nset bmargin at screen {:.4f}\n"
      "set tmargin at screen {:.4f}\nset border 3 linewidth 0.5\nset tics nomirror scale 0.4\n"
      "set xrange [0:{:.6g}]\nset yrange [0:100]\nset xlabel 'false alarms an hour'\n"
      "set ylabel 'events found [%]'\nset label 1000 {} at graph 0.97,0.06 right front\n"
      "set key at screen {:.4f},0.985 horizontal left top samplen 2 width 1\n",
      left, right, bottom, top, result.max_efpr,
      gnuplot_text(fmt::format("PSDS {:.3f}", result.value)), left);
  script += class_names(result, labels, result.max_efpr * leader_cm / ((right - left) * width_cm),
                        100 * line_height_cm(font_points) / ((top - bottom) * height_cm));
  script += fmt::format(
      "plot $effective with fillsteps fillcolor rgb '{0}' fillstyle solid 0.5 noborder notitle, ",
      dark_line_faint);
  for (size_t i = 0; i < labels.size(); ++i)
    script += fmt::format("$class{} with steps linewidth 0.5 linecolor rgb '#8c8c8c' {}, ", i,
                          i == 0 ? "title 'each class'" : "notitle");
  script += fmt::format(
      "$mean with steps linewidth 2 linecolor rgb '{}' title 'mean', "
      "$effective with steps linewidth 2.5 linecolor rgb '{}' title 'mean less deviation'\n",
      light_line, dark_line);
  return {
      .width_cm = width_cm, .height_cm = height_cm, .font_points = font_points, .script = script};
}

}  // namespace pinna::report
