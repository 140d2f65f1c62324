#include "pinna/runs/study_plan.h"

#include <algorithm>

#include <fmt/format.h>

namespace pinna::runs {
namespace {

template <class Number>
std::vector<Number> numbers(const core::ConfigTable& table, std::string_view key) {
  std::vector<Number> result;
  const core::ConfigValue* value = table.find(key);
  const auto* array = value ? std::get_if<core::ConfigArray>(&value->data) : nullptr;
  if (!array) return result;
  for (const core::ConfigValue& item : *array)
    if (const auto* number = std::get_if<int64_t>(&item.data))
      result.push_back(static_cast<Number>(*number));
  return result;
}

}  // namespace

std::string to_string(const RunKey& key) {
  return fmt::format("{} fold {}, seed {}", key.arm, key.fold, key.seed);
}

bool is_arm_name(std::string_view name) {
  const auto is_plain = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-' || c == '+';
  };
  return !name.empty() && name.front() != '.' && std::all_of(name.begin(), name.end(), is_plain);
}

std::vector<RunKey> StudyPlan::runs() const {
  std::vector<RunKey> keys;
  for (const uint64_t seed : seeds)
    for (const int64_t fold : folds)
      for (const std::string& arm : arms) keys.push_back({arm, fold, seed});
  return keys;
}

std::vector<RunKey> StudyPlan::share(const core::Shard& shard) const {
  core::require_shard(shard);
  const std::vector<RunKey> all = runs();
  const auto num_arms = static_cast<int64_t>(arms.size());
  std::vector<RunKey> mine;
  for (int64_t i = 0; i < std::ssize(all); ++i) {
    const int64_t cell = i / num_arms;
    const int64_t place = cell * num_arms + (cell + i) % num_arms;
    if (place % shard.count == shard.number - 1) mine.push_back(all[static_cast<size_t>(i)]);
  }
  return mine;
}

StudyPlan plan_of(const core::ConfigTable& study) {
  const core::ConfigTable table = study.table("study");
  StudyPlan plan{.folds = numbers<int64_t>(table, "folds"),
                 .seeds = numbers<uint64_t>(table, "seeds")};
  const core::ConfigTable arms = table.table("arms");
  for (const auto& [name, changes] : arms.items()) plan.arms.push_back(name);
  const core::ConfigValue* name = study.find("name");
  const auto* text = name ? std::get_if<std::string>(&name->data) : nullptr;
  if (plan.arms.empty() && text) plan.arms.push_back(*text);
  return plan;
}

}  // namespace pinna::runs
