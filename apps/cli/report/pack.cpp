// pinna pack STUDY --name NAME
#include "pinna/report/pack.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "apps/cli/commands.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/text_table.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

constexpr double bytes_of_megabyte = 1e6;

struct Arguments {
  std::string study;
  fs::path check;
  bool keep = false;
  double max_file_mb = 50;
  double max_total_mb = 200;
  report::PackOptions options;
};

/// Whether the terminal's alphabet has the signs.
bool speaks_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"})
    if (const char* value = std::getenv(name); value && *value) {
      const std::string_view locale = value;
      return locale.find("UTF-8") != std::string_view::npos ||
             locale.find("utf8") != std::string_view::npos;
    }
  return false;
}

std::string table_of(const std::vector<report::PreflightCheck>& checks) {
  const bool has_signs = speaks_utf8();
  core::TextTable table({{""}, {"check"}, {"asked for"}, {"found"}});
  std::string to_mend;
  for (const report::PreflightCheck& check : checks) {
    const char* mark = check.passed ? (has_signs ? "\u2713" : "ok") : (has_signs ? "\u2717" : "NO");
    table.add_row({mark, check.name, check.requirement, check.found});
    if (!check.passed) to_mend += fmt::format("  {}: {}\n", check.name, check.mend);
  }
  return table.to_string() + (to_mend.empty() ? "" : "\nTo mend:\n" + to_mend);
}

nlohmann::ordered_json json_of(const report::PackResult& result) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const report::PreflightCheck& check : result.checks)
    rows.push_back({{"name", check.name},
                    {"requirement", check.requirement},
                    {"passed", check.passed},
                    {"found", check.found},
                    {"mend", check.mend}});
  return {{"file", result.file.string()},
          {"written", result.written},
          {"passed", result.is_ready()},
          {"checks", std::move(rows)},
          {"left_out", result.left_out}};
}

void require_ready(const report::PackResult& result, bool was_packed) {
  std::vector<std::string> failed;
  for (const report::PreflightCheck& check : result.checks)
    if (!check.passed) failed.push_back(check.name);
  if (failed.empty()) return;
  throw core::CheckFailed(
      {.what = "not ready to be handed in",
       .got = fmt::format("{} of {} checks failed: {}", failed.size(), result.checks.size(),
                          fmt::join(failed, ", ")),
       .where = result.file.string(),
       .fix = !was_packed ? ""
              : result.written
                  ? "the ZIP was written all the same, as --keep says"
                  : "no ZIP was written; mend what the table says, or write it with --keep"});
}

void pack(const Arguments& arguments, Console& console) {
  if (arguments.study.empty() == arguments.check.empty())
    throw core::InvalidOptions({.what = "what to pack or to check",
                                .got = arguments.study.empty() ? "neither" : "both",
                                .expected = "STUDY --name NAME, or --check FILE"});
  report::PackOptions options = arguments.options;
  options.if_unready = arguments.keep ? report::IfUnready::keep : report::IfUnready::discard;
  options.preflight.max_file_bytes =
      static_cast<int64_t>(bytes_of_megabyte * arguments.max_file_mb);
  options.preflight.max_total_bytes =
      static_cast<int64_t>(bytes_of_megabyte * arguments.max_total_mb);

  const bool packs = arguments.check.empty();
  const report::PackResult result =
      packs ? report::pack_study(runs::StudyFolder::open(arguments.study), options)
            : report::PackResult{.file = arguments.check,
                                 .checks = report::preflight(arguments.check, options.preflight)};
  std::string text = table_of(result.checks);
  for (const std::string& line : result.left_out) text += "left out of the code: " + line + "\n";
  if (result.written) text += fmt::format("{}\n", result.file.string());
  console.report("pack", json_of(result), text);
  require_ready(result, packs);
}

Action configure(CLI::App& app) {
  const auto arguments = std::make_shared<Arguments>();
  report::PackOptions& options = arguments->options;
  app.add_option("STUDY", arguments->study, "folder of a study with a report");
  app.add_option("--name", options.name, "yours: letters, digits, '-' and '_'")->type_name("NAME");
  app.add_option("--template", options.report_template, "which report of the study")
      ->type_name("TEMPLATE")
      ->capture_default_str();
  app.add_option("--case", options.case_study,
                 "folder of pinna inspect; default: the report's case-study")
      ->type_name("DIR");
  app.add_option("--code", options.code, "files and folders that you wrote")->type_name("PATH");
  app.add_option("-o,--output", options.output, "the ZIP; default TEMPLATE_NAME.zip here")
      ->type_name("FILE");
  app.add_flag("--keep", arguments->keep, "write the ZIP although a check fails");
  app.add_option("--check", arguments->check, "only check this ZIP, whoever made it")
      ->type_name("FILE");
  app.add_option("--words", options.preflight.words,
                 "limit of the report; default: what the report says, else 1500")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
  app.add_option("--max-file-mb", arguments->max_file_mb, "of one file")
      ->type_name("MB")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--max-total-mb", arguments->max_total_mb, "of all files, unpacked")
      ->type_name("MB")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  return [arguments](Console& console) { pack(*arguments, console); };
}

}  // namespace

Command pack_command() {
  return {{"pack", "Makes the ZIP that is handed in, and checks it",
           "pinna pack studies/coursework --name yourname --code src"},
          configure};
}

}  // namespace pinna::cli
