#include "pinna/report/reliability_figure.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/report/axis_ticks.h"
#include "pinna/report/colour_map.h"

namespace pinna::report {
namespace {

int64_t count_predictions(const metrics::Calibration& calibration) {
  int64_t count = 0;
  for (const metrics::ReliabilityBin& bin : calibration.bins) count += bin.count;
  return count;
}

/// Mean confidence minus accuracy.
double surplus_confidence(const metrics::Calibration& calibration) {
  double sum = 0;
  for (const metrics::ReliabilityBin& bin : calibration.bins)
    sum += static_cast<double>(bin.count) * (bin.confidence - bin.accuracy);
  return sum / static_cast<double>(count_predictions(calibration));
}

}  // namespace

Figure reliability_figure(const metrics::Calibration& calibration) {
  if (count_predictions(calibration) == 0)
    throw core::InvalidOptions(
        {.what = "reliability diagram", .got = "no predictions", .expected = "at least one"});
  std::string bins;
  int64_t most = 0;
  for (const metrics::ReliabilityBin& bin : calibration.bins) {
    most = std::max(most, bin.count);
    if (bin.count > 0)
      bins +=
          fmt::format("{:.4f} {:.4f} {:.4f} {:.4f} {:.4f} {:.4f} {}\n", 50 * (bin.low + bin.high),
                      100 * bin.accuracy, 100 * bin.confidence, 100 * bin.accuracy_interval.low,
                      100 * bin.accuracy_interval.high, 100 * (bin.high - bin.low), bin.count);
  }
  std::string script = fmt::format(
      "$bins << END\n{}END\n$equal << END\n0 0\n100 100\nEND\n"
      "set xrange [0:100]\nset xtics 20\n"
      "set grid ytics linetype 1 linewidth 0.5 linecolor rgb '{}'\n"
      "set lmargin at screen 0.15\nset rmargin at screen 0.96\n"
      "set multiplot\n",
      bins, grid_line);
  script += fmt::format(
      "set tmargin at screen 0.845\nset bmargin at screen 0.37\n"
      "set yrange [0:100]\nset ytics 20\nset ylabel 'accuracy [%]'\nset format x ''\n"
      "set key at screen 0.14, screen 0.985 left top vertical maxrows 3 samplen 2\n"
      "plot $bins using 1:($2/2):($6*0.46):($2/2) with boxxyerror fillstyle solid noborder "
      "linecolor rgb '{}' title 'accuracy', "
      "$equal using 1:2 with lines dashtype '-' linewidth 0.8 linecolor rgb 'black' "
      "title 'as sure as right', "
      "$bins using 3:2:4:5 with yerrorbars pointtype 7 pointsize 0.45 linewidth 1 linecolor rgb "
      "'{}' title 'at mean confidence, 95 % interval'\n",
      bar_fill, dark_line);
  script += fmt::format(
      "set tmargin at screen 0.32\nset bmargin at screen 0.12\n"
      "set yrange [0:{}]\nset ytics {}\nset ylabel 'predictions'\n"
      "set format x '%g'\nset xlabel 'confidence [%]'\n"
      "plot $bins using 1:($7/2.0):($6*0.46):($7/2.0) with boxxyerror fillstyle solid noborder "
      "linecolor rgb '{}' notitle\nunset multiplot\n",
      1.08 * static_cast<double>(most), std::max(1.0, round_step(static_cast<double>(most), 3)),
      dark_line);
  return {.width_cm = 10, .height_cm = 11.5, .script = std::move(script)};
}

std::string reliability_caption(const metrics::Calibration& calibration) {
  const metrics::CalibrationScores& scores = calibration.scores;
  const double surplus = surplus_confidence(calibration);
  const std::string direction =
      std::abs(surplus) < 0.005
          ? "on average as sure as it is right"
          : fmt::format("on average {:.1f} points too {}", 100 * std::abs(surplus),
                        surplus > 0 ? "sure" : "timid");
  return fmt::format(
      "Accuracy against confidence, the probability of the predicted class, in {} bins of equal "
      "width. Expected calibration error {:.1f} %; Brier score {:.3f}; negative log likelihood "
      "{:.3f} nats; {}.",
      scores.num_bins, 100 * scores.ece, scores.brier, scores.nll, direction);
}

}  // namespace pinna::report
