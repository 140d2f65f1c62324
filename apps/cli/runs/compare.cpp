// pinna runs compare: where runs differ, and what came of it.
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "apps/cli/commands.h"
#include "apps/cli/runs/run_list.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/config_rows.h"
#include "pinna/core/progress.h"
#include "pinna/core/text_table.h"

namespace pinna::cli {
namespace {

using nlohmann::ordered_json;

constexpr int64_t kMostCellColumns = 40;

/// One line of the comparison.
struct Row {
  std::string name;
  std::vector<std::string> cells;  ///< one a run
};

/// The keys of the recipes, in the order of the first that has them, whose values are not all the
/// same. A run without a key shows "-".
std::vector<Row> recipe_differences(const std::vector<runs::RunFolder>& runs) {
  std::vector<Row> rows;
  std::map<std::string, size_t> row_of;
  for (size_t run = 0; run < runs.size(); ++run)
    for (const auto& [key, text] : core::config_rows(runs[run].recipe())) {
      const auto [place, is_new] = row_of.try_emplace(key, rows.size());
      if (is_new) rows.push_back({key, std::vector<std::string>(runs.size(), "-")});
      rows[place->second].cells[run] = text;
    }
  std::erase_if(rows, [](const Row& row) {
    return std::all_of(row.cells.begin(), row.cells.end(),
                       [&](const std::string& cell) { return cell == row.cells.front(); });
  });
  return rows;
}

/// The names of the results that any run has, in the order of the first that has them.
std::vector<std::string> result_names(const std::vector<runs::RunOverview>& overviews) {
  std::vector<std::string> names{"train_accuracy", "validation_accuracy", "test_accuracy",
                                 "test_macro_f1"};
  const bool has_detectors =
      std::any_of(overviews.begin(), overviews.end(), [](const runs::RunOverview& run) {
        return runs::find_measure(run.measures, "psds1").has_value() ||
               run.score_name == "frame_f1";
      });
  if (!has_detectors) return names;
  names.clear();
  for (const runs::RunOverview& run : overviews)
    for (const runs::Measure& result : results_of(run))
      if (std::find(names.begin(), names.end(), result.name) == names.end())
        names.push_back(result.name);
  return names;
}

void add_rows(core::TextTable& table, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    std::vector<std::string> cells{row.name};
    for (const std::string& cell : row.cells)
      cells.push_back(core::shortened_to_width(cell, kMostCellColumns));
    table.add_row(std::move(cells));
  }
}

void compare(const std::vector<std::string>& folders, Console& console) {
  std::vector<runs::RunFolder> opened;
  std::vector<runs::RunOverview> overviews;
  std::vector<core::TextColumn> columns{{""}};
  for (const std::string& folder : folders) {
    opened.push_back(runs::RunFolder::open(folder));
    overviews.push_back(runs::overview_of(opened.back()));
    columns.push_back({folder});
  }
  const std::vector<Row> differences = recipe_differences(opened);
  ordered_json body{
      {"runs", folders}, {"recipe", ordered_json::object()}, {"results", ordered_json::object()}};
  for (const Row& row : differences) body["recipe"][row.name] = row.cells;

  const auto texts = [&](const std::function<std::string(const runs::RunOverview&)>& text) {
    std::vector<std::string> cells;
    for (const runs::RunOverview& run : overviews) cells.push_back(text(run));
    return cells;
  };
  std::vector<Row> rows{{"status", texts([](const auto& run) { return run.state(); })},
                        {"epochs", texts(epochs_of)}};
  for (const std::string& name : result_names(overviews)) {
    const auto value_of = [&](const runs::RunOverview& run) {
      return runs::find_measure(results_of(run), name);
    };
    rows.push_back({fmt::format("{} %", name),
                    texts([&](const auto& run) { return per_cent_or_dash(value_of(run)); })});
    for (const runs::RunOverview& run : overviews) {
      const std::optional<double> value = value_of(run);
      body["results"][name].push_back(value ? ordered_json(*value) : ordered_json());
    }
  }
  rows.push_back(
      {"time", texts([](const auto& run) { return core::format_duration(run.seconds); })});
  for (const runs::RunOverview& run : overviews) {
    body["results"]["epochs"].push_back(run.epochs);
    body["results"]["seconds"].push_back(run.seconds);
  }
  core::TextTable table(std::move(columns));
  add_rows(table, differences);
  add_rows(table, rows);
  console.report("run_comparison", body,
                 (differences.empty() ? "the recipes are the same\n" : "") + table.to_string());
}

Action configure(CLI::App& app) {
  const auto folders = std::make_shared<std::vector<std::string>>();
  app.add_option("RUN", *folders, "folders of two or more runs")->required()->expected(2, -1);
  return [folders](Console& console) { compare(*folders, console); };
}

}  // namespace

Command runs_compare_command() {
  return {{"runs compare", "Shows where the recipes of runs differ, and their results",
           "pinna runs compare runs/a runs/b"},
          configure};
}

}  // namespace pinna::cli
