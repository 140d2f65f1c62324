#include "pinna/data/table_hash.h"

#include <map>
#include <vector>

#include <fmt/format.h>

#include "pinna/core/hash.h"
#include "pinna/core/parallel.h"

namespace pinna::data {
namespace {

/// The hash of every file that clips lie in; each is read once.
std::map<std::filesystem::path, std::string> hash_files(const ClipTable& table) {
  std::map<std::filesystem::path, std::string> hashes;
  for (const Clip& clip : table.clips) hashes[clip.path];
  std::vector<decltype(hashes)::pointer> files;
  for (auto& file : hashes) files.push_back(&file);
  core::parallel_for(std::ssize(files), 0, [&](int64_t index, int) {
    auto& [path, hash] = *files[static_cast<size_t>(index)];
    hash = core::xxh3_file(path);
  });
  return hashes;
}

}  // namespace

std::string table_hash(const ClipTable& table) {
  const auto hashes = hash_files(table);
  std::string text;
  for (const std::string& label : table.labels) text += label + '\n';
  for (const Clip& clip : table.clips)
    text += fmt::format("{}\t{}\t{}\t{}\t{}\n", clip.id, clip.target, clip.fold, clip.group,
                        hashes.at(clip.path));
  return core::xxh3_hex(text);
}

}  // namespace pinna::data
