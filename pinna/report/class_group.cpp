#include "pinna/report/class_group.h"

#include <array>
#include <numeric>
#include <string_view>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

constexpr std::array<std::string_view, 5> esc50_categories{
    "animals", "natural soundscapes", "human, non-speech", "interior", "exterior"};
constexpr int64_t classes_per_category = 10;

bool is_esc50(const std::vector<std::string>& labels) {
  return labels.size() == esc50_categories.size() * classes_per_category &&
         labels.front() == "dog" && labels.back() == "hand_saw";
}

}  // namespace

std::vector<ClassGroup> known_groups(const std::vector<std::string>& labels) {
  std::vector<ClassGroup> groups;
  if (!is_esc50(labels)) return groups;
  for (const std::string_view name : esc50_categories) {
    ClassGroup group{.name = std::string(name)};
    group.classes.resize(classes_per_category);
    std::iota(group.classes.begin(), group.classes.end(),
              static_cast<int64_t>(groups.size()) * classes_per_category);
    groups.push_back(std::move(group));
  }
  return groups;
}

void require_partition(const std::vector<ClassGroup>& groups, int64_t num_classes) {
  std::vector<int64_t> times(static_cast<size_t>(num_classes));
  for (const ClassGroup& group : groups)
    for (const int64_t index : group.classes) {
      if (index < 0 || index >= num_classes)
        throw core::InvalidOptions({.what = fmt::format("class in group \"{}\"", group.name),
                                    .got = fmt::to_string(index),
                                    .expected = fmt::format("0 to {}", num_classes - 1)});
      ++times[static_cast<size_t>(index)];
    }
  for (size_t i = 0; i < times.size(); ++i)
    if (times[i] != 1)
      throw core::InvalidOptions({.what = fmt::format("class {} in groups", i),
                                  .got = fmt::format("{} times", times[i]),
                                  .expected = "once"});
}

}  // namespace pinna::report
