// pinna data shortcuts ROOT
#include "pinna/data/shortcuts.h"

#include <memory>
#include <string>

#include "apps/cli/commands.h"
#include "apps/cli/data/dataset_arguments.h"
#include "apps/cli/data/shortcut_words.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/text_table.h"
#include "pinna/metrics/intervals.h"

namespace pinna::cli {
namespace {

struct Arguments {
  DatasetArguments dataset;
  bool unsafe = false;
};

metrics::Interval interval_of(const data::ShortcutScore& score) {
  return metrics::wilson_interval(static_cast<double>(score.correct()), score.clips());
}

std::string table_of(const data::ShortcutReport& report) {
  using core::Align;
  std::vector<core::TextColumn> columns{{"known of a clip"},
                                        {"accuracy %", Align::right},
                                        {"95 % interval", Align::right},
                                        {"clips", Align::right}};
  for (const data::ShortcutFold& fold : report.scores.front().folds)
    columns.push_back({fmt::format("fold {} %", fold.fold), Align::right});
  core::TextTable table(std::move(columns));
  for (const data::ShortcutScore& score : report.scores) {
    const metrics::Interval interval = interval_of(score);
    std::vector<std::string> cells{
        std::string(words_of(score.shortcut)), fmt::format("{:.1f}", 100 * score.accuracy()),
        fmt::format("{:.1f} to {:.1f}", 100 * interval.low, 100 * interval.high),
        fmt::to_string(score.clips())};
    for (const data::ShortcutFold& fold : score.folds)
      cells.push_back(fmt::format("{:.1f}", 100 * fold.accuracy()));
    table.add_row(std::move(cells));
  }
  std::string text =
      table.to_string() +
      fmt::format("\nalways naming the most frequent class: {:.1f} %\n", 100 * report.chance);
  if (report.unreadable > 0)
    text += fmt::format("{} clips could not be read and are left out\n", report.unreadable);
  return text;
}

nlohmann::ordered_json to_json(const data::ShortcutReport& report) {
  auto scores = nlohmann::ordered_json::array();
  for (const data::ShortcutScore& score : report.scores) {
    const metrics::Interval interval = interval_of(score);
    nlohmann::ordered_json row{{"shortcut", core::enum_name(score.shortcut)},
                               {"clips", score.clips()},
                               {"correct", score.correct()},
                               {"accuracy", score.accuracy()},
                               {"accuracy_interval", {interval.low, interval.high}},
                               {"folds", nlohmann::ordered_json::array()}};
    for (const data::ShortcutFold& fold : score.folds)
      row["folds"].push_back(
          {{"fold", fold.fold}, {"clips", fold.clips}, {"correct", fold.correct}});
    scores.push_back(std::move(row));
  }
  return {{"chance", report.chance},
          {"unreadable", report.unreadable},
          {"shortcuts", std::move(scores)}};
}

void shortcuts(const Arguments& arguments, Console& console) {
  const data::ClipTable table = read_dataset(arguments.dataset);
  const data::GroupPolicy groups =
      arguments.unsafe ? data::GroupPolicy::unsafe : data::GroupPolicy::strict;
  const data::ShortcutReport report = data::shortcut_baselines(table, {}, {.groups = groups});
  nlohmann::ordered_json body{{"dataset", table.name}, {"unsafe", arguments.unsafe}};
  body.update(to_json(report));
  console.report("data.shortcuts", body, table_of(report));
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  add_dataset_arguments(app, arguments->dataset);
  app.add_flag("--unsafe", arguments->unsafe,
               "accept folds that separate takes of one recording; the output says so");
  return [arguments](Console& console) { shortcuts(*arguments, console); };
}

}  // namespace

Command data_shortcuts_command() {
  return {{"data shortcuts", "Scores classifiers that know only a clip's length and bandwidth",
           "pinna data shortcuts ESC-50-master"},
          configure};
}

}  // namespace pinna::cli
