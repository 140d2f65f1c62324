#include "pinna/data/audio_folder.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/csv.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/json_text.h"
#include "pinna/data/clip_file.h"
#include "pinna/data/licence.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> split_folders{"train", "test", "validation"};
constexpr std::string_view file_name_column = "file_name";
constexpr std::string_view group_column = "group";

/// What the metadata says of one file; the file name is relative to the metadata's folder.
struct Row {
  std::string file_name;
  std::string label;
  std::string group;
  std::string where;
};

std::vector<Row> read_metadata_csv(const fs::path& path, const std::string& label_column) {
  const core::CsvTable csv = core::read_csv(path);
  const size_t file_name = csv.column(file_name_column);
  const size_t label = csv.column(label_column);
  const auto group = csv.find_column(group_column);
  std::vector<Row> rows;
  for (const core::CsvRow& row : csv.rows)
    rows.push_back({row.fields[file_name], row.fields[label], group ? row.fields[*group] : "",
                    csv.where(row)});
  return rows;
}

/// A string or number as text; empty where the key is absent.
std::string text_of(const nlohmann::ordered_json& object, std::string_view key,
                    const std::string& where) {
  const auto found = object.find(key);
  if (found == object.end()) return "";
  if (found->is_string()) return found->get<std::string>();
  if (found->is_number()) return found->dump();
  throw core::BadData({.what = std::string(key),
                       .got = found->type_name(),
                       .expected = "a string or a number",
                       .where = where});
}

std::vector<Row> read_metadata_jsonl(const fs::path& path, const std::string& label_column) {
  std::istringstream lines(core::read_file(path));
  std::vector<Row> rows;
  std::string line;
  for (int64_t number = 1; std::getline(lines, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const std::string where = fmt::format("{}:{}", path.string(), number);
    const nlohmann::ordered_json object = core::parse_json(line, where);
    if (!object.is_object())
      throw core::BadData({.what = "metadata line",
                           .got = object.type_name(),
                           .expected = "{\"file_name\": ..., \"label\": ...}",
                           .where = where});
    rows.push_back({text_of(object, file_name_column, where), text_of(object, label_column, where),
                    text_of(object, group_column, where), where});
  }
  return rows;
}

/// Every audio file below the class folders of `folder`, sorted.
std::vector<Row> list_class_folders(const fs::path& folder) {
  std::vector<Row> rows;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const bool hidden = entry->path().filename().string().starts_with(".");
    if (hidden && entry->is_directory()) entry.disable_recursion_pending();
    if (hidden || !entry->is_regular_file() || !is_audio_file(entry->path())) continue;
    const fs::path relative = entry->path().lexically_relative(folder);
    if (entry.depth() == 0)
      throw core::BadData({.what = "audio folder",
                           .got = "audio file " + relative.string() + " outside a class folder",
                           .expected = "class folders or a metadata file",
                           .where = folder.string(),
                           .fix = "add metadata.csv with the columns file_name and label"});
    rows.push_back({relative.generic_string(), relative.begin()->string(), "", folder.string()});
  }
  if (error)
    throw core::IoError(
        {.what = "cannot list folder", .got = error.message(), .where = folder.string()});
  std::sort(rows.begin(), rows.end(),
            [](const Row& a, const Row& b) { return a.file_name < b.file_name; });
  return rows;
}

bool has_metadata(const fs::path& folder) {
  return fs::exists(folder / "metadata.csv") || fs::exists(folder / "metadata.jsonl");
}

std::vector<Row> read_rows(const fs::path& folder, const std::string& label_column) {
  if (fs::exists(folder / "metadata.csv"))
    return read_metadata_csv(folder / "metadata.csv", label_column);
  if (fs::exists(folder / "metadata.jsonl"))
    return read_metadata_jsonl(folder / "metadata.jsonl", label_column);
  return list_class_folders(folder);
}

/// 1, 2, 3 for paths below train/, test/, validation/; otherwise 0.
int64_t fold_of(const fs::path& relative) {
  const auto found =
      std::find(split_folders.begin(), split_folders.end(), relative.begin()->string());
  return found == split_folders.end() ? 0 : found - split_folders.begin() + 1;
}

Clip make_clip(const Row& row, const fs::path& folder, const fs::path& root,
               const ClipFolder& files, const std::string& label_column) {
  for (const auto& [key, value] : {std::pair{std::string(file_name_column), row.file_name},
                                   std::pair{label_column, row.label}})
    if (value.empty())
      throw core::BadData({.what = "metadata",
                           .got = "no value",
                           .expected = fmt::format("a \"{}\" for every file", key),
                           .where = row.where});
  const fs::path relative = (folder / row.file_name).lexically_relative(root);
  return {.id = relative.generic_string(),
          .path = files.find(row.file_name, row.where),
          .label = row.label,
          .fold = fold_of(relative),
          .group = row.group.empty() ? relative.generic_string() : row.group};
}

/// The root itself, or the split folders in it.
std::vector<fs::path> folders_to_read(const fs::path& root) {
  std::vector<fs::path> folders;
  for (const std::string_view name : split_folders)
    if (fs::is_directory(root / name)) folders.push_back(root / name);
  if (folders.empty() || has_metadata(root)) return {root};
  return folders;
}

/// One split folder alone makes no folds.
void settle_folds(ClipTable& table) {
  if (table.folds().size() > 1) {
    table.fold_origin = FoldOrigin::given;
  } else {
    for (Clip& clip : table.clips) clip.fold = 0;
  }
}

}  // namespace

ClipTable read_audio_folder(const AudioFolderOptions& options) {
  const fs::path root = fs::path(options.root).lexically_normal();
  core::require_folder(root, "dataset folder");
  ClipTable table{.name = folder_name(root), .root = root, .licence = find_licence(root)};
  for (const fs::path& folder : folders_to_read(root)) {
    const ClipFolder files(folder);
    for (const Row& row : read_rows(folder, options.label_column))
      table.clips.push_back(make_clip(row, folder, root, files, options.label_column));
  }
  settle_folds(table);
  check_clips(table);
  assign_targets(table);
  return table;
}

}  // namespace pinna::data
