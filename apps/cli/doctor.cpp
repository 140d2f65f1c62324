// pinna doctor [DATA]
#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "apps/cli/commands.h"
#include "apps/cli/network_program.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <sys/sysinfo.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/subprocess.h"
#include "pinna/core/text_table.h"
#include "pinna/data/read_dataset.h"
#include "pinna/runs/environment.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

constexpr double gibibyte = 1 << 30;
constexpr double least_memory = 4 * gibibyte;
constexpr double least_disk = 4 * gibibyte;

/// One thing that was looked at; `problem` says what to do about it, or is empty.
struct Finding {
  std::string name;
  std::string value;
  std::string problem = "";
};

/// Of these instruction sets, those that the processor has.
std::string supported(const std::vector<std::string>& sets) {
  const std::string text = core::read_file("/proc/cpuinfo");
  const size_t begin = std::min(text.find("flags"), text.size());
  const std::string line = text.substr(begin, text.find('\n', begin) - begin) + " ";
  std::vector<std::string> found;
  for (const std::string& set : sets)
    if (line.find(" " + set + " ") != std::string::npos) found.push_back(set);
  return found.empty() ? "none" : fmt::format("{}", fmt::join(found, ", "));
}

Finding memory() {
  struct sysinfo info {};
  ::sysinfo(&info);
  const double total = static_cast<double>(info.totalram) * info.mem_unit;
  return {"memory", fmt::format("{:.1f} GiB", total / gibibyte),
          total < least_memory ? "training needs about 4 GiB" : ""};
}

Finding disk() {
  const double available = static_cast<double>(fs::space(".").available);
  return {"disk", fmt::format("{:.1f} GiB free here", available / gibibyte),
          available < least_disk ? "runs and datasets need a few GiB" : ""};
}

/// The first line of a program's output, or what is missing.
Finding program(const std::string& name, const std::vector<std::string>& arguments,
                const std::string& problem) {
  try {
    const std::string output = core::run_program(arguments).output;
    return {name, output.substr(0, output.find('\n'))};
  } catch (const core::Error&) {
    return {name, "absent", problem};
  }
}

std::vector<Finding> network() {
  try {
    const auto versions = ask_network_program("version");
    const std::string blas = versions.at("blas");
    const bool is_reference = blas.find("/blas/libblas") != std::string::npos;
    return {{"LibTorch", versions.at("libtorch")},
            {"BLAS", blas,
             is_reference ? "the reference BLAS is slow: run tools/install for OpenBLAS" : ""}};
  } catch (const core::Error& error) {
    return {{"LibTorch", "absent", error.what()}};
  }
}

Finding dataset(const fs::path& path) {
  try {
    const data::ClipTable table = data::read_dataset(data::guess_dataset(path));
    return {"data", fmt::format("{}: {} clips, {} classes, {} folds", path.string(),
                                table.num_clips(), table.num_classes(), table.folds().size())};
  } catch (const core::Error& error) {
    return {"data", path.string(), error.what()};
  }
}

std::vector<Finding> examine(const fs::path& data) {
  const runs::Environment environment = runs::this_environment();
  std::vector<Finding> findings = {
      {"pinna", fmt::format("{}, {}", PINNA_VERSION, environment.build_type)},
      {"system", environment.system},
      {"processor", fmt::format("{}, {} in use", environment.cpu, environment.processors)},
      {"vectors", supported({"avx2", "avx512f"})},
      {"bfloat16", supported({"avx512_bf16", "amx_bf16"})},
      memory(),
      disk(),
      program("gnuplot", {"gnuplot", "--version"}, "no figures without it: run tools/install")};
  for (Finding& finding : network()) findings.push_back(std::move(finding));
  if (!data.empty()) findings.push_back(dataset(data));
  return findings;
}

void diagnose(const fs::path& data, Console& console) {
  core::TextTable table({{"what"}, {"found"}, {"problem"}});
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  int64_t num_problems = 0;
  for (const Finding& finding : examine(data)) {
    table.add_row({finding.name, finding.value, finding.problem});
    rows.push_back(
        {{"name", finding.name}, {"value", finding.value}, {"problem", finding.problem}});
    num_problems += !finding.problem.empty();
  }
  console.report("doctor", {{"findings", std::move(rows)}}, table.to_string());
  if (num_problems > 0)
    throw core::CheckFailed({.what = "problems with this machine",
                             .got = fmt::format("{}", num_problems),
                             .fix = "the last column says what to do"});
}

Action configure(CLI::App& app) {
  auto data = std::make_shared<fs::path>();
  app.add_option("DATA", *data, "a dataset to look at, too");
  return [data](Console& console) { diagnose(*data, console); };
}

}  // namespace

Command doctor_command() {
  return {{"doctor", "Explains the machine: speed, memory, libraries, programs", "pinna doctor"},
          configure};
}

}  // namespace pinna::cli
