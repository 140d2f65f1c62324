#include "pinna/report/study_page.h"

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/report/arm_outcomes.h"
#include "pinna/report/class_change_figure.h"
#include "pinna/report/cost_gain_figure.h"
#include "pinna/report/forest_figure.h"
#include "pinna/report/recorded_comparison.h"
#include "pinna/report/what_when_figure.h"
#include "pinna/runs/comparison_text.h"
#include "pinna/runs/measures.h"

namespace pinna::report {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// A table of Markdown; the first column is text, the others are numbers.
class Table {
 public:
  explicit Table(const std::vector<std::string>& header) {
    add(header);
    text_ += "|---";
    for (size_t i = 1; i < header.size(); ++i) text_ += "|---:";
    text_ += "|\n";
  }
  void add(const std::vector<std::string>& cells) {
    for (const std::string& cell : cells) text_ += fmt::format("| {} ", cell);
    text_ += "|\n";
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::string cell(const std::optional<double>& value, const char* format, double scale = 1) {
  return value ? fmt::format(fmt::runtime(format), scale * *value) : "";
}

std::string detection_table(const std::vector<ArmOutcome>& outcomes) {
  Table table({"arm", "PSDS1", "PSDS2", "event F1 %", "segment F1 %", "onset error ms",
               "offset error ms", "confused %", "missed %", "extra %"});
  for (const ArmOutcome& outcome : outcomes) {
    if (!outcome.measure("psds1")) continue;
    const metrics::WhatWhenErrors& errors = outcome.errors;
    table.add({outcome.arm, measure_cell(outcome, "psds1"), measure_cell(outcome, "psds2"),
               measure_cell(outcome, "event_f1"), measure_cell(outcome, "segment_f1"),
               cell(errors.onset_error, "{:.0f}", 1000), cell(errors.offset_error, "{:.0f}", 1000),
               cell(errors.confusion, "{:.1f}", 100), cell(errors.missed, "{:.1f}", 100),
               cell(errors.extra, "{:.1f}", 100)});
  }
  return table.text();
}

std::string cost_table(const std::vector<ArmOutcome>& outcomes) {
  Table table({"arm", "runs", "training with its parts, s", "multiply-adds a second of sound, M"});
  for (const ArmOutcome& outcome : outcomes)
    table.add({outcome.arm, fmt::to_string(outcome.num_runs),
               fmt::format("{:.0f}", outcome.training_seconds),
               cell(outcome.multiply_adds_per_second, "{:.1f}", 1e-6)});
  return table.text();
}

std::string clip_table(const std::vector<ArmOutcome>& outcomes, const Json& comparison) {
  Table table({"arm", "accuracy %", "macro F1 %", "calibration error %", "difference, points",
               "interval", "p (Holm)"});
  for (const ArmOutcome& outcome : outcomes) {
    if (!outcome.measure("accuracy")) continue;
    std::vector<std::string> cells{outcome.arm, measure_cell(outcome, "accuracy"),
                                   measure_cell(outcome, "macro_f1"),
                                   cell(outcome.calibration_error, "{:.1f}", 100)};
    cells.resize(7);
    for (const Json& arm : comparison.at("arms")) {
      if (arm.at("arm") != outcome.arm) continue;
      cells[4] = runs::signed_points(arm.at("difference").get<double>());
      cells[5] = runs::points_range(interval_of(arm));
      cells[6] = runs::p_text(arm.at("holm_p").get<double>());
    }
    table.add(cells);
  }
  return table.text();
}

std::string difference_table(const Json& comparison) {
  const std::vector<std::string> names{"psds1", "psds2", "event_f1", "segment_f1"};
  std::vector<std::string> header{"arm"};
  for (const std::string& name : names) header.push_back(runs::measure_title(name));
  header.insert(header.end(), {"p (Holm)", "p over folds"});
  Table table(header);
  for (const Json& arm : comparison.at("event_arms")) {
    std::vector<std::string> cells{arm.at("arm").get<std::string>()};
    for (const std::string& name : names) {
      const Json& measure = arm.at("measures").at(name);
      const metrics::Interval interval = interval_of(measure);
      cells.push_back(fmt::format(
          "{} [{}, {}]", signed_measure(name, measure.at("difference").get<double>()),
          runs::measure_text(name, interval.low), runs::measure_text(name, interval.high)));
    }
    cells.push_back(runs::p_text(arm.at("holm_p").get<double>()));
    const Json& t = arm.at("corrected_resampled_t");
    cells.push_back(t.is_null() ? "" : runs::p_text(t.at("p").get<double>()));
    table.add(cells);
  }
  return table.text();
}

std::string sentences(const Json& arms) {
  std::string text;
  for (const Json& arm : arms)
    text += fmt::format("- {}\n", arm.at("conclusion").get<std::string>());
  return text;
}

ClassChanges changes_of(const std::vector<ArmOutcome>& outcomes, const std::string& baseline) {
  ClassChanges changes{.title = fmt::format("event F1 minus that of {} [points]", baseline)};
  const ArmOutcome* before = nullptr;
  for (const ArmOutcome& outcome : outcomes)
    if (outcome.arm == baseline) before = &outcome;
  if (!before) return changes;
  for (const auto& [label, f1] : before->event_f1_of_class) changes.classes.push_back(label);
  for (const ArmOutcome& outcome : outcomes) {
    if (outcome.event_f1_of_class.empty() || outcome.arm == baseline) continue;
    changes.arms.push_back(outcome.arm);
    for (const auto& [label, f1] : before->event_f1_of_class) {
      const auto found = outcome.event_f1_of_class.find(label);
      changes.values.push_back(found == outcome.event_f1_of_class.end()
                                   ? std::numeric_limits<double>::quiet_NaN()
                                   : 100 * (found->second - f1));
    }
  }
  return changes;
}

/// A figure in `folder`, and the Markdown that shows it.
std::string picture(const fs::path& folder, const std::string& name, const std::string& caption,
                    const Figure& figure) {
  core::make_folder(folder / "figures");
  write_figure(figure, folder / "figures" / (name + ".png"));
  return fmt::format("\n![{}](figures/{}.png)\n", caption, name);
}

std::string event_part(const std::vector<ArmOutcome>& outcomes, const Json& comparison,
                       const fs::path& folder) {
  if (comparison.at("event_arms").empty()) return "";
  const auto baseline = comparison.at("baseline").get<std::string>();
  std::string text = "\n## Events in scenes\n\n" + detection_table(outcomes);
  text += fmt::format("\nDifferences from {}, with 95 % intervals:\n\n", baseline);
  text += difference_table(comparison);
  text += picture(folder, "forest", "Differences of PSDS1 with their intervals",
                  forest_figure(forest_of_events(comparison)));
  text += "\n" + sentences(comparison.at("event_arms"));
  text += "\n" + comparison.at("event_method").get<std::string>() + "\n";
  text += picture(folder, "what-when", "Onset errors and confusions of every arm",
                  what_when_figure(plane_of(outcomes, baseline)));
  if (const CostGainPlane costs = costs_of(outcomes, comparison); !costs.arms.empty())
    text += picture(folder, "cost", "Time of training and difference of PSDS1",
                    cost_gain_figure(costs));
  text += picture(folder, "classes", "Change of event F1 of every class",
                  class_change_figure(changes_of(outcomes, baseline)));
  return text;
}

std::string clip_part(const std::vector<ArmOutcome>& outcomes, const Json& comparison) {
  if (comparison.at("arms").empty()) return "";
  return fmt::format("\n## Classes of clips\n\nDifferences are from {}.\n\n{}\n{}\n{}\n",
                     comparison.at("clip_baseline").get<std::string>(),
                     clip_table(outcomes, comparison), sentences(comparison.at("arms")),
                     comparison.at("method").get<std::string>());
}

}  // namespace

void write_study_page(const runs::StudyFolder& study, const fs::path& folder) {
  const Json comparison = recorded_comparison(study);
  const std::vector<ArmOutcome> outcomes = outcomes_of(study);
  const core::ConfigTable recipe = study.study();
  const auto* name = recipe.find("name");
  const auto* title = name ? std::get_if<std::string>(&name->data) : nullptr;
  core::make_folder(folder);
  std::string text = fmt::format(
      "# {}: results\n\nMade by `pinna study page` from the study's folder; means over "
      "folds, seeds of a fold averaged before.\n",
      title ? *title : "study");
  text += event_part(outcomes, comparison, folder);
  text += clip_part(outcomes, comparison);
  text += "\n## Cost\n\n" + cost_table(outcomes);
  core::write_file_atomically(folder / "results.md", text);
}

}  // namespace pinna::report
