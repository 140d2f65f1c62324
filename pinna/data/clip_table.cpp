#include "pinna/data/clip_table.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_set>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/utf8.h"

namespace pinna::data {
namespace {

std::string file_below_root(const Clip& clip, const ClipTable& table) {
  if (core::is_utf8(clip.path.native())) return clip.path.native();  // relative paths take time
  return clip.path.lexically_relative(table.root).generic_string();
}

void require_utf8(const ClipTable& table) {
  for (size_t i = 0; i < table.clips.size(); ++i) {
    const Clip& clip = table.clips[i];
    const std::string file = file_below_root(clip, table);
    using Text = std::pair<const char*, std::string_view>;
    for (const auto& [what, text] : {Text{"id", clip.id}, Text{"label", clip.label},
                                     Text{"group", clip.group}, Text{"file", file}})
      if (!core::is_utf8(text))
        throw core::BadData({.what = fmt::format("{} of clip {}", what, i + 1),
                             .got = fmt::format("\"{}\"", core::valid_utf8(text)),
                             .expected = "text in UTF-8",
                             .where = core::valid_utf8(clip.path.native()),
                             .fix = "convert the table (iconv -t UTF-8) or rename the file"});
  }
}

}  // namespace

std::vector<int64_t> ClipTable::folds() const {
  std::set<int64_t> numbers;
  for (const Clip& clip : clips)
    if (clip.fold > 0) numbers.insert(clip.fold);
  return {numbers.begin(), numbers.end()};
}

void assign_targets(ClipTable& table) {
  std::set<std::string> names;
  for (const Clip& clip : table.clips) names.insert(clip.label);
  table.labels.assign(names.begin(), names.end());
  for (Clip& clip : table.clips)
    clip.target = std::lower_bound(table.labels.begin(), table.labels.end(), clip.label) -
                  table.labels.begin();
}

void check_clips(const ClipTable& table) {
  if (table.clips.empty())
    throw core::BadData({.what = "dataset",
                         .got = "no clips",
                         .expected = "at least one",
                         .where = table.root.string()});
  require_utf8(table);
  std::unordered_set<std::string> ids;
  for (const Clip& clip : table.clips)
    if (!ids.insert(clip.id).second)
      throw core::BadData({.what = "dataset",
                           .got = fmt::format("clip \"{}\" twice", clip.id),
                           .expected = "every clip once",
                           .where = table.root.string(),
                           .fix = "remove one of the rows or files"});
  const auto without_fold = [](const Clip& clip) { return clip.fold == 0; };
  const auto missing = std::find_if(table.clips.begin(), table.clips.end(), without_fold);
  if (missing != table.clips.end() && !table.folds().empty())
    throw core::BadData({.what = "dataset",
                         .got = fmt::format("clip \"{}\" without a fold", missing->id),
                         .expected = "a fold for every clip, or for none",
                         .where = table.root.string()});
}

}  // namespace pinna::data
