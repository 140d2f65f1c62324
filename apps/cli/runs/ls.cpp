// pinna runs ls: the runs below some folders.
#include <chrono>
#include <ctime>
#include <memory>
#include <string>

#include "apps/cli/commands.h"
#include "apps/cli/runs/run_list.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/progress.h"
#include "pinna/core/text_table.h"

namespace pinna::cli {
namespace {

using nlohmann::ordered_json;

/// Since a UTC time such as 2024-05-01T12:00:00Z; "-" if it is none.
std::string age_since(const std::string& started) {
  std::tm utc{};
  if (!::strptime(started.c_str(), "%Y-%m-%dT%H:%M:%SZ", &utc)) return "-";
  const double seconds = std::difftime(std::time(nullptr), ::timegm(&utc));
  constexpr double day = 86400;
  return seconds < 2 * day ? core::format_duration(seconds)
                           : fmt::format("{} days", static_cast<int64_t>(seconds / day));
}

ordered_json to_json(const runs::RunOverview& run) {
  ordered_json row{{"run", run.path.string()},
                   {"name", run.name},
                   {"fold", run.fold},
                   {"seed", run.seed},
                   {"status", run.state()},
                   {"epochs", run.epochs},
                   {"epochs_wanted", run.epochs_wanted},
                   {"seconds", run.seconds},
                   {"started", run.started}};
  if (run.train_loss) row["train_loss"] = *run.train_loss;
  for (const runs::Measure& result : results_of(run)) row[result.name] = result.value;
  return row;
}

void list(const FolderArguments& arguments, Console& console) {
  using core::Align;
  core::TextTable table({{"run"},
                         {"name"},
                         {"fold", Align::right},
                         {"seed", Align::right},
                         {"status"},
                         {"epochs", Align::right},
                         {"train %", Align::right},
                         {"val. %", Align::right},
                         {"test %", Align::right},
                         {"time", Align::right},
                         {"begun ago", Align::right}});
  ordered_json body{{"runs", ordered_json::array()}};
  for (const runs::RunOverview& run : readable_overviews(arguments.runs())) {
    table.add_row({run.path.string(), run.name, std::to_string(run.fold), std::to_string(run.seed),
                   run.state(), epochs_of(run), per_cent_or_dash(run.train_score),
                   per_cent_or_dash(run.validation_score), test_text(run),
                   core::format_duration(run.seconds), age_since(run.started)});
    body["runs"].push_back(to_json(run));
  }
  console.report("runs", body, body["runs"].empty() ? "no runs here\n" : table.to_string());
}

Action configure(CLI::App& app) {
  const auto arguments = std::make_shared<FolderArguments>();
  arguments->add_to(app);
  return [arguments](Console& console) { list(*arguments, console); };
}

}  // namespace

Command runs_ls_command() {
  return {{"runs ls", "Lists the runs below some folders", "pinna runs ls studies"}, configure};
}

}  // namespace pinna::cli
