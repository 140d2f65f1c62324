#include "pinna/runs/study_folder.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include <fmt/format.h>

#include "pinna/core/csv.h"
#include "pinna/core/error.h"
#include "pinna/runs/recorded_options.h"

namespace pinna::runs {
namespace {

namespace fs = std::filesystem;

constexpr const char* study_name = "study.toml";
constexpr const char* runs_name = "runs";
constexpr const char* lock_name = ".lock";
constexpr std::string_view fold_prefix = "fold";
constexpr std::string_view seed_prefix = "-seed";

bool is_plain_name(std::string_view name) {
  const auto is_plain = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  };
  return !name.empty() && name.front() != '.' && std::all_of(name.begin(), name.end(), is_plain);
}

/// Takes `prefix` and a number off the front of `text`.
template <class Number>
bool take_number(std::string_view& text, std::string_view prefix, Number& number) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return error == std::errc();
}

std::optional<RunKey> key_of(const fs::path& run) {
  RunKey key{.arm = run.parent_path().filename().string()};
  const std::string name = run.filename().string();
  std::string_view rest = name;
  if (!take_number(rest, fold_prefix, key.fold) || !take_number(rest, seed_prefix, key.seed) ||
      !rest.empty())
    return std::nullopt;
  return key;
}

std::string csv_row(const RunResult& result) {
  const auto share = [](const std::optional<double>& value) {
    return value ? fmt::format("{}", *value) : std::string();
  };
  return core::csv_line(
      std::vector{result.key.arm, fmt::to_string(result.key.fold), fmt::to_string(result.key.seed),
                  share(result.accuracy), share(result.macro_f1), fmt::to_string(result.epochs),
                  fmt::format("{:.1f}", result.seconds), std::string(status_name(result.status))});
}

}  // namespace

std::string_view status_name(RunStatus status) {
  switch (status) {
    case RunStatus::done:
      return "done";
    case RunStatus::failed:
      return "failed";
    case RunStatus::unfinished:
      break;
  }
  return "unfinished";
}

RunResult result_of(const RunKey& key, const RunFolder& run) {
  RunResult result{.key = key, .status = run.status()};
  if (run.has_scores()) {
    const metrics::ClassificationScores scores = run.scores().scores;
    result.accuracy = scores.accuracy;
    result.macro_f1 = scores.macro.f1;
  }
  for (const core::MetricRecord& record : run.metrics()) {
    ++result.epochs;
    result.seconds += record.value(core::metric::seconds).value_or(0);
  }
  return result;
}

bool StudyFolder::exists(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path / study_name, ignored);
}

StudyFolder StudyFolder::create(const fs::path& path, const core::ConfigTable& study) {
  core::make_folder(path);
  StudyFolder folder(path);
  folder.lock_ = std::make_unique<core::FileLock>(path / lock_name);
  if (exists(path) || fs::exists(path / runs_name))
    throw core::InvalidOptions({.what = "folder for a new study",
                                .got = "one that holds a study",
                                .expected = "a new one",
                                .where = path.string(),
                                .fix = "choose another folder"});
  core::write_file_atomically(path / study_name, core::to_toml(study));
  return folder;
}

StudyFolder StudyFolder::resume(const fs::path& path, const core::ConfigTable& study) {
  StudyFolder folder = open(path);
  require_same_config(folder.study(), study, path.string());
  folder.lock_ = std::make_unique<core::FileLock>(path / lock_name);
  return folder;
}

StudyFolder StudyFolder::open(const fs::path& path) {
  core::require_file(path / study_name, "no study here", "give a folder that pinna study run made");
  return StudyFolder(path);
}

fs::path StudyFolder::results_path() const {
  return path_ / "results.csv";
}

fs::path StudyFolder::comparisons_path() const {
  return path_ / "comparisons.json";
}

fs::path StudyFolder::log_path(const RunKey& key) const {
  return run_path(key).string() + ".log";
}

fs::path StudyFolder::recipe_path() const {
  return path_ / study_name;
}

fs::path StudyFolder::report_path() const {
  return path_ / "report";
}

fs::path StudyFolder::run_path(const RunKey& key) const {
  if (!is_plain_name(key.arm))
    throw core::InvalidOptions({.what = "name of an arm",
                                .got = fmt::format("\"{}\"", key.arm),
                                .expected = "letters, digits, '.', '_' and '-'",
                                .where = path_.string(),
                                .fix = "rename it in the recipe"});
  return path_ / runs_name / key.arm /
         fmt::format("{}{}{}{}", fold_prefix, key.fold, seed_prefix, key.seed);
}

core::ConfigTable StudyFolder::study() const {
  return core::read_toml(path_ / study_name);
}

std::vector<RunKey> StudyFolder::runs() const {
  std::vector<RunKey> keys;
  std::error_code no_runs_yet;
  for (const auto& arm : fs::directory_iterator(path_ / runs_name, no_runs_yet)) {
    if (!arm.is_directory()) continue;
    for (const auto& run : fs::directory_iterator(arm.path()))
      if (const auto key = key_of(run.path()); key && RunFolder::exists(run.path()))
        keys.push_back(*key);
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::vector<RunResult> StudyFolder::results() const {
  std::vector<RunResult> rows;
  for (const RunKey& key : runs()) rows.push_back(result_of(key, RunFolder::open(run_path(key))));
  return rows;
}

void StudyFolder::write_results() const {
  std::string text = core::csv_line(std::vector<std::string>{
      "arm", "fold", "seed", "accuracy", "macro_f1", "epochs", "seconds", "status"});
  for (const RunResult& result : results()) text += csv_row(result);
  core::write_file_atomically(results_path(), text);
}

}  // namespace pinna::runs
