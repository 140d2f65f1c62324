#include "pinna/data/table_hash.h"

#include <fmt/format.h>

#include "pinna/core/files.h"
#include "pinna/core/hash.h"
#include "pinna/core/parallel.h"

namespace pinna::data {

std::string table_hash(const ClipTable& table) {
  std::vector<std::string> rows(table.clips.size());
  core::parallel_for(table.num_clips(), 0, [&](int64_t index, int) {
    const Clip& clip = table.clip(index);
    rows[static_cast<size_t>(index)] =
        fmt::format("{}\t{}\t{}\t{}\t{}\n", clip.id, clip.target, clip.fold, clip.group,
                    core::xxh3_hex(core::read_file(clip.path)));
  });
  std::string text;
  for (const std::string& label : table.labels) text += label + '\n';
  for (const std::string& row : rows) text += row;
  return core::xxh3_hex(text);
}

}  // namespace pinna::data
