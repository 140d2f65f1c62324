#include "pinna/data/clip_groups.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace pinna::data {

std::vector<ClipGroup> groups_of(const ClipTable& table, const std::vector<int64_t>& clips) {
  std::vector<ClipGroup> groups;
  std::unordered_map<std::string, size_t> index;
  for (const int64_t i : clips) {
    const std::string& name = table.clip(i).group;
    const auto [place, is_new] = index.emplace(name, groups.size());
    if (is_new) groups.push_back({.name = name, .clips = {}});
    groups[place->second].clips.push_back(i);
  }
  return groups;
}

std::vector<int64_t> all_clips(const ClipTable& table) {
  std::vector<int64_t> indices(table.clips.size());
  std::iota(indices.begin(), indices.end(), 0);
  return indices;
}

std::vector<int64_t> count_classes(const ClipTable& table, const std::vector<int64_t>& clips) {
  std::vector<int64_t> counts(table.labels.size());
  for (const int64_t i : clips) ++counts[static_cast<size_t>(table.clip(i).target)];
  return counts;
}

std::vector<ClipGroup> groups_across(const ClipTable& table,
                                     const std::function<int64_t(int64_t clip)>& side) {
  auto groups = groups_of(table, all_clips(table));
  std::erase_if(groups, [&](const ClipGroup& group) {
    return std::all_of(group.clips.begin(), group.clips.end(),
                       [&](int64_t i) { return side(i) == side(group.clips.front()); });
  });
  return groups;
}

std::vector<ClipGroup> groups_across_folds(const ClipTable& table) {
  return groups_across(table, [&](int64_t i) { return table.clip(i).fold; });
}

std::string list_groups(const ClipTable& table, const std::vector<ClipGroup>& groups) {
  constexpr size_t max_listed = 5;
  std::vector<std::string> texts;
  for (size_t g = 0; g < std::min(groups.size(), max_listed); ++g) {
    std::vector<std::string> ids;
    for (const int64_t i : groups[g].clips) ids.push_back(table.clip(i).id);
    texts.push_back(fmt::format("{} ({})", groups[g].name, fmt::join(ids, ", ")));
  }
  if (groups.size() > max_listed)
    texts.push_back(fmt::format("and {} more", groups.size() - max_listed));
  return fmt::format("{}", fmt::join(texts, ", "));
}

}  // namespace pinna::data
