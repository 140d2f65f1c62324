#include "pinna/runs/study_folder.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include <fmt/format.h>

#include "pinna/core/csv.h"
#include "pinna/core/error.h"
#include "pinna/core/lock_probe.h"

namespace pinna::runs {
namespace {

namespace fs = std::filesystem;

constexpr const char* study_name = "study.toml";
constexpr const char* runs_name = "runs";
/// Held while study.toml or results.csv is changed.
constexpr const char* lock_name = ".lock";
constexpr std::string_view fold_prefix = "fold";
constexpr std::string_view seed_prefix = "-seed";

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

/// Held by the process that works on that shard.
std::string shard_lock_name(const core::Shard& shard) {
  return fmt::format(".shard-{}-of-{}.lock", shard.number, shard.count);
}

bool is_shard_lock_name(std::string_view name) {
  return name.starts_with(".shard-") && name.ends_with(".lock");
}

std::vector<std::string> csv_fields(const RunResult& result,
                                    const std::vector<std::string>& measures) {
  std::vector<std::string> fields{result.key.arm, fmt::to_string(result.key.fold),
                                  fmt::to_string(result.key.seed)};
  for (const std::string& name : measures) {
    const std::optional<double> value = find_measure(result.measures, name);
    fields.push_back(value ? fmt::to_string(*value) : "");
  }
  fields.push_back(fmt::to_string(result.epochs));
  fields.push_back(fmt::format("{:.1f}", result.seconds));
  fields.emplace_back(status_name(result.status));
  return fields;
}

[[noreturn]] void throw_occupied(const fs::path& path) {
  throw core::InvalidOptions({.what = "folder for a new study",
                              .got = "one that holds a study",
                              .expected = "a new one",
                              .where = path.string(),
                              .fix = "choose another folder"});
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
  RunResult result{.key = key, .status = run.status(), .measures = measures_of(run)};
  for (const core::MetricRecord& record : run.metrics()) {
    ++result.epochs;
    result.seconds += record.value(core::metric::seconds).value_or(0);
  }
  return result;
}

std::vector<std::string> measure_names(const std::vector<RunResult>& results) {
  std::vector<const std::vector<Measure>*> lists;
  for (const RunResult& result : results) lists.push_back(&result.measures);
  return names_of(lists);
}

bool StudyFolder::exists(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path / study_name, ignored);
}

StudyFolder StudyFolder::enter(const fs::path& path, const core::ConfigTable& study,
                               const core::Shard& shard, const Join& join) {
  core::require_shard(shard);
  core::make_folder(path);
  StudyFolder folder(path);
  const core::FileLock changing(path / lock_name, core::LockPatience::unlimited);
  if (!exists(path) && fs::exists(path / runs_name)) throw_occupied(path);
  std::string present;
  core::ConfigTable joined = study;
  if (exists(path)) {
    const core::ConfigTable stored = folder.study();
    present = core::to_toml(stored);
    joined = join(stored);
  }
  folder.lock_ = std::make_unique<core::FileLock>(path / shard_lock_name(shard));
  if (const std::string text = core::to_toml(joined); !exists(path) || text != present)
    core::write_file_atomically(path / study_name, text);
  return folder;
}

StudyFolder StudyFolder::create(const fs::path& path, const core::ConfigTable& study) {
  return enter(path, study, {},
               [&](const core::ConfigTable&) -> core::ConfigTable { throw_occupied(path); });
}

bool StudyFolder::is_running() const {
  for (const auto& entry : fs::directory_iterator(path_))
    if (is_shard_lock_name(entry.path().filename().string()) && core::is_locked(entry.path()))
      return true;
  return false;
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
  if (!is_arm_name(key.arm))
    throw core::InvalidOptions({.what = "name of an arm",
                                .got = fmt::format("\"{}\"", key.arm),
                                .expected = std::string(arm_name_rule),
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
  const core::FileLock changing(path_ / lock_name, core::LockPatience::unlimited);
  const std::vector<RunResult> rows = results();
  const std::vector<std::string> measures = measure_names(rows);
  std::vector<std::string> header{"arm", "fold", "seed"};
  header.insert(header.end(), measures.begin(), measures.end());
  header.insert(header.end(), {"epochs", "seconds", "status"});
  std::string text = core::csv_line(header);
  for (const RunResult& row : rows) text += core::csv_line(csv_fields(row, measures));
  core::write_file_atomically(results_path(), text);
}

}  // namespace pinna::runs
