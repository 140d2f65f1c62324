#include "pinna/runs/environment.h"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/utsname.h>

#include "pinna/core/error.h"
#include "pinna/core/json_text.h"
#include "pinna/core/parallel.h"
#include "pinna/core/subprocess.h"
#include "pinna/runs/recorded_options.h"

namespace pinna::runs {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view schema = "pinna.environment/1";

/// What follows `separator` on the first line that starts with `key`; empty if there is none.
std::string value_in_file(const char* path, std::string_view key, char separator) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(key)) continue;
    std::string value = line.substr(std::min(line.find(separator), line.size() - 1) + 1);
    std::erase(value, '"');
    value.erase(0, value.find_first_not_of(" \t"));
    return value;
  }
  return "";
}

std::string system_name() {
  utsname kernel{};
  ::uname(&kernel);
  return fmt::format("{}, {} {}", value_in_file("/etc/os-release", "PRETTY_NAME", '='),
                     kernel.sysname, kernel.release);
}

/// The output of a git command without its line break; empty if git is absent or refuses.
std::string ask_git(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"git", "--no-optional-locks"});
  try {
    auto result = core::run_program(arguments);
    while (result.output.ends_with('\n')) result.output.pop_back();
    return result.exit_status == 0 ? result.output : "";
  } catch (const core::IoError&) {
    return "";
  }
}

std::string git_commit() {
  const std::string commit = ask_git({"rev-parse", "HEAD"});
  if (commit.empty()) return "";
  const bool is_changed = !ask_git({"status", "--porcelain", "--untracked-files=no"}).empty();
  return is_changed ? commit + "+changes" : commit;
}

std::string now_in_utc() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1,
                     parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

}  // namespace

Environment this_environment() {
  return {.versions = {{"pinna", PINNA_VERSION}, {"compiler", __VERSION__}},
#ifdef NDEBUG
          .build_type = "optimised",
#else
          .build_type = "debug",
#endif
          .system = system_name(),
          .cpu = value_in_file("/proc/cpuinfo", "model name", ':'),
          .processors = core::num_processors(),
          .git_commit = git_commit(),
          .started = now_in_utc()};
}

Json to_json(const Environment& environment) {
  Json versions = Json::object();
  for (const auto& [name, version] : environment.versions) versions[name] = version;
  Json json{{"schema", schema}, {"versions", std::move(versions)}};
  json.update(core::to_json(core::to_config(environment)));
  return json;
}

Environment environment_from_json(const Json& json, const std::string& where) {
  core::require_schema(json, schema, where);
  Json fields = json;
  fields.erase("schema");
  fields.erase("versions");
  auto environment = parse_recorded<Environment>(fields, where);
  try {
    for (const auto& [name, version] : json.at("versions").items())
      environment.versions.emplace_back(name, version.get<std::string>());
  } catch (const nlohmann::json::exception& error) {
    core::throw_bad_json(where, error.what());
  }
  return environment;
}

}  // namespace pinna::runs
