// What a run was made with: versions, machine, seed, data.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace pinna::runs {

struct Environment {
  /// Name and version: "pinna", "libtorch", "compiler", ...
  std::vector<std::pair<std::string, std::string>> versions = {};
  std::string build_type = "";
  std::string system = "";
  std::string cpu = "";
  int64_t processors = 0;
  int64_t threads = 0;
  std::string precision = "";
  uint64_t seed = 0;
  std::string data_hash = "";
  std::string git_commit = "";
  std::string started = "";

  static void fields(auto&& field) {  // `versions` is a table of its own
    field("build_type", &Environment::build_type, "optimised or debug");
    field("system", &Environment::system, "operating system and kernel");
    field("cpu", &Environment::cpu, "model name of the processor");
    field("processors", &Environment::processors, "processors the process could use");
    field("threads", &Environment::threads, "threads it did use");
    field("precision", &Environment::precision, "arithmetic of training: float32 or bfloat16");
    field("seed", &Environment::seed, "of initial weights, order of clips and augmentation");
    field("data_hash", &Environment::data_hash, "of the clip table and its files");
    field("git_commit", &Environment::git_commit,
          "of the working folder, \"+changes\" appended; empty without git");
    field("started", &Environment::started, "UTC, as 2024-05-01T12:00:00Z");
  }
  bool operator==(const Environment&) const = default;
};

/// Machine, versions of pinna and the compiler, build type, git commit and the present time; the
/// caller adds versions, threads, seed and data hash.
Environment this_environment();

/// Schema "pinna.environment/1".
nlohmann::ordered_json to_json(const Environment& environment);
/// BadData naming `where` if the schema or a field is wrong.
Environment environment_from_json(const nlohmann::ordered_json& json, const std::string& where);

}  // namespace pinna::runs
