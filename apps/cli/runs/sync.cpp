// pinna runs sync: what an MLflow server has not received yet.
#include <atomic>
#include <memory>
#include <string>

#include "apps/cli/commands.h"
#include "apps/cli/runs/run_list.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/core/error.h"
#include "pinna/runs/run_folder.h"
#include "pinna/tracking/mlflow_spool.h"

namespace pinna::cli {
namespace {

using nlohmann::ordered_json;

void sync(const FolderArguments& arguments, Console& console) {
  const std::atomic<bool> never_cancelled = false;
  ordered_json body{{"runs", ordered_json::array()}};
  std::string text;
  std::string problem;
  for (const std::filesystem::path& path : arguments.runs()) {
    const runs::RunFolder run = runs::RunFolder::open(path);
    if (!std::filesystem::exists(run.mlflow_spool_path())) continue;
    tracking::MlflowSpool spool({.run = run.mlflow_run_path(), .spool = run.mlflow_spool_path()});
    const tracking::SpoolProgress progress = spool.send(never_cancelled);
    for (const std::string& rejection : progress.rejections)
      spdlog::warn("{}: {}", path.string(), rejection);
    if (progress.problem) problem = *progress.problem;
    text += fmt::format("{}: {} calls sent, {} refused, {} left\n", path.string(), progress.sent,
                        progress.rejections.size(), progress.left);
    body["runs"].push_back({{"run", path.string()},
                            {"sent", progress.sent},
                            {"refused", progress.rejections.size()},
                            {"left", progress.left}});
  }
  console.report("sync", body, text.empty() ? "nothing to send\n" : text);
  if (!problem.empty())
    throw core::IoError({.what = "not everything could be sent",
                         .got = problem,
                         .fix = "start the server and give the same command again"});
}

Action configure(CLI::App& app) {
  const auto arguments = std::make_shared<FolderArguments>();
  arguments->add_to(app);
  return [arguments](Console& console) { sync(*arguments, console); };
}

}  // namespace

Command runs_sync_command() {
  return {{"runs sync", "Sends MLflow servers what they have not received yet",
           "pinna runs sync studies"},
          configure};
}

}  // namespace pinna::cli
