#include "pinna/report/learning_curves.h"

#include <array>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/report/colour_map.h"

namespace pinna::report {
namespace {

using Log = std::vector<core::MetricRecord>;

struct Quantity {
  std::string_view metric;
  std::string_view title;
  std::string_view strong;
  std::string_view faint;
  const char* dash;
};

struct Panel {
  std::string_view axis;
  double scale;
  const char* range;
  std::array<Quantity, 2> quantities;
};

constexpr const char* solid = "solid";
constexpr const char* dashed = "'-'";

constexpr std::array<Panel, 2> panels{
    Panel{"loss",
          1,
          "[0:*]",
          {Quantity{core::metric::train_loss, "training", dark_line, dark_line_faint, solid},
           Quantity{core::metric::validation_loss, "validation", light_line, light_line_faint,
                    dashed}}},
    Panel{"accuracy [%]",
          100,
          "[0:100]",
          {Quantity{core::metric::train_accuracy, "training", dark_line, dark_line_faint, solid},
           Quantity{core::metric::validation_accuracy, "validation", light_line, light_line_faint,
                    dashed}}}};

std::string point(int64_t epoch, double value) {
  return std::isfinite(value) ? fmt::format("{} {:.6g}\n", epoch, value)
                              : fmt::format("{} NaN\n", epoch);
}

/// The runs' curves as blocks that gnuplot draws apart; empty if none logged the metric.
std::string curves(std::span<const Log> runs, std::string_view metric, double scale) {
  std::string text;
  for (const Log& run : runs) {
    for (const core::MetricRecord& record : run)
      if (const auto value = record.value(metric)) text += point(record.epoch, scale * *value);
    if (!text.empty() && !text.ends_with("\n\n")) text += "\n";
  }
  return text;
}

/// The mean over runs, epoch by epoch, as far as all of them have the metric.
std::string mean_curve(std::span<const Log> runs, std::string_view metric, double scale) {
  std::string text;
  for (size_t i = 0;; ++i) {
    double sum = 0;
    for (const Log& run : runs) {
      const auto value = i < run.size() ? run[i].value(metric) : std::nullopt;
      if (!value) return text;
      sum += *value;
    }
    text += point(runs.front()[i].epoch, scale * sum / static_cast<double>(runs.size()));
  }
}

/// The data blocks and plot clauses of one quantity; nothing if it was not logged.
void add_quantity(const Quantity& quantity, std::span<const Log> runs, double scale,
                  std::string& data, std::string& clauses) {
  const std::string all = curves(runs, quantity.metric, scale);
  if (all.empty()) return;
  const std::string name = fmt::format("$quantity{}", data.size());
  const auto block = [&](const char* suffix, const std::string& rows) {
    data += fmt::format("{}{} << END\n{}END\n", name, suffix, rows);
  };
  const std::string mean = mean_curve(runs, quantity.metric, scale);
  block("all", all);
  if (runs.size() > 1)
    clauses += fmt::format("{}all using 1:2 with lines linewidth 0.7 linecolor rgb '{}' notitle, ",
                           name, quantity.faint);
  if (mean.empty()) return;
  block("mean", mean);
  clauses += fmt::format(
      "{}mean using 1:2 with lines linewidth 1.5 dashtype {} linecolor rgb '{}' title '{}', ", name,
      quantity.dash, quantity.strong, quantity.title);
}

}  // namespace

Figure learning_curves(std::span<const Log> runs) {
  std::vector<Log> logged;
  for (const Log& run : runs)
    if (!run.empty()) logged.push_back(run);
  if (logged.empty())
    throw core::InvalidOptions(
        {.what = "learning curves", .got = "no epochs", .expected = "at least one"});

  std::string data, drawing;
  for (const Panel& panel : panels) {
    std::string clauses;
    for (const Quantity& quantity : panel.quantities)
      add_quantity(quantity, logged, panel.scale, data, clauses);
    if (clauses.empty()) continue;
    drawing += fmt::format("set ylabel '{}'\nset yrange {}\nplot {}\nunset key\n", panel.axis,
                           panel.range, clauses.substr(0, clauses.size() - 2));
  }
  return {.width_cm = 17,
          .height_cm = 6.5,
          .script = fmt::format("{}set xlabel 'epoch'\nset xrange [0:*]\n"
                                "set grid ytics linetype 1 linewidth 0.5 linecolor rgb '{}'\n"
                                "set key top right\n"
                                "set multiplot layout 1,2 spacing 0.09\n{}unset multiplot\n",
                                data, grid_line, drawing)};
}

}  // namespace pinna::report
