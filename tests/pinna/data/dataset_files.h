// Small datasets on disk and in memory, for the tests of this layer.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <rapidcheck.h>

#include "pinna/data/clip_table.h"

namespace pinna::data {

/// Writes a file and the folders above it.
inline void write_text(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

inline const std::string esc50_header = "filename,fold,target,category,esc10,src_file,take\n";

/// ESC-50's layout with empty audio files: dogs and rain in two folds.
inline void write_small_esc50(const std::filesystem::path& root) {
  write_text(root / "meta/esc50.csv", esc50_header +
                                          "1-11-A-10.wav,1,10,rain,True,11,A\n"
                                          "1-12-A-0.wav,1,0,dog,True,12,A\n"
                                          "2-21-A-10.wav,2,10,rain,True,21,A\n"
                                          "2-22-A-0.wav,2,0,dog,True,22,A\n");
  for (const char* name : {"1-11-A-10.wav", "1-12-A-0.wav", "2-21-A-10.wav", "2-22-A-0.wav"})
    write_text(root / "audio" / name, "");
}

/// A table in memory; `rows` are label, fold, group.
struct TableRow {
  std::string label;
  int64_t fold;
  std::string group;
};
inline ClipTable make_table(const std::vector<TableRow>& rows,
                            FoldOrigin fold_origin = FoldOrigin::given) {
  ClipTable table{.name = "memory", .root = "memory", .fold_origin = fold_origin};
  for (const TableRow& row : rows)
    table.clips.push_back({.id = fmt::format("clip{}", table.clips.size()),
                           .label = row.label,
                           .fold = row.fold,
                           .group = row.group});
  assign_targets(table);
  return table;
}

/// Any table without folds: up to 60 clips of up to 3 classes in up to 20 groups.
inline rc::Gen<ClipTable> any_table() {
  const auto row = rc::gen::pair(rc::gen::inRange(0, 3), rc::gen::inRange(0, 20));
  return rc::gen::map(rc::gen::container<std::vector<std::pair<int, int>>>(row),
                      [](const std::vector<std::pair<int, int>>& pairs) {
                        std::vector<TableRow> rows;
                        for (const auto& [label, group] : pairs)
                          rows.push_back({std::to_string(label), 0, std::to_string(group)});
                        return make_table(rows, FoldOrigin::none);
                      });
}

}  // namespace pinna::data
