#include "pinna/data/esc50.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/csv.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/data/clip_file.h"
#include "pinna/data/clip_groups.h"
#include "pinna/data/esc50_categories.h"
#include "pinna/data/licence.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

constexpr int64_t categories_per_major = 10;
/// The sources that ESC-50 as published has in two folds each; there are no others.
constexpr std::array<std::string_view, 4> published_crossings{"131943", "134049", "209698",
                                                              "234879"};

struct Columns {
  explicit Columns(const core::CsvTable& csv)
      : filename(csv.column("filename")),
        fold(csv.column("fold")),
        target(csv.column("target")),
        category(csv.column("category")),
        esc10(csv.column("esc10")),
        src_file(csv.column("src_file")),
        take(csv.column("take")) {}
  size_t filename, fold, target, category, esc10, src_file, take;
};

[[noreturn]] void throw_bad_row(const core::CsvTable& csv, const core::CsvRow& row,
                                std::string what, const std::string& got, std::string expected,
                                std::string fix = "") {
  throw core::BadData({.what = std::move(what),
                       .got = fmt::format("\"{}\"", got),
                       .expected = std::move(expected),
                       .where = csv.where(row),
                       .fix = std::move(fix)});
}

/// Points one folder down where an unpacked archive left an extra level.
void require_layout(const fs::path& root) {
  core::require_folder(root, "dataset folder", "pinna data get esc50 --to DIR downloads ESC-50");
  std::string fix = "expected the layout of ESC-50: audio/ and meta/esc50.csv";
  std::error_code error;
  for (fs::directory_iterator entry(root, error), end; !error && entry != end;
       entry.increment(error))
    if (fs::exists(entry->path() / "meta" / "esc50.csv", error))
      fix = "the dataset lies one folder down: use " + entry->path().string();
  core::require_file(root / "meta" / "esc50.csv", "table of clips", fix);
  core::require_folder(root / "audio", "folder of audio files", fix);
}

void check_category(const core::CsvTable& csv, const core::CsvRow& row, int64_t target,
                    const std::string& category) {
  const std::vector<std::string> known(esc50_categories.begin(), esc50_categories.end());
  if (std::find(known.begin(), known.end(), category) == known.end()) {
    const std::string near = core::nearest_word(category, known);
    throw_bad_row(csv, row, "unknown category", category,
                  near.empty() ? "one of ESC-50's 50 categories" : fmt::format("\"{}\"?", near),
                  "read other classes with type = \"csv\", label_column = \"category\"");
  }
  if (target < 0 || target >= std::ssize(known) || known[static_cast<size_t>(target)] != category)
    throw_bad_row(
        csv, row, fmt::format("target of \"{}\"", category), std::to_string(target),
        fmt::format("{}", std::find(known.begin(), known.end(), category) - known.begin()));
}

/// The clip that one row describes, without its file.
Clip parse_row(const core::CsvTable& csv, const core::CsvRow& row, const Columns& columns,
               Esc50Target wanted) {
  const std::string& filename = row.fields[columns.filename];
  Clip clip{.id = fs::path(filename).stem().string(),
            .label = row.fields[columns.category],
            .target = csv.integer(row, columns.target),
            .fold = csv.integer(row, columns.fold),
            .group = row.fields[columns.src_file]};
  if (clip.fold < 1) throw_bad_row(csv, row, "fold", row.fields[columns.fold], "1 or more");
  if (clip.group.empty()) throw_bad_row(csv, row, "src_file", "", "the source recording");
  check_category(csv, row, clip.target, clip.label);
  const std::string expected =
      fmt::format("{}-{}-{}-{}", clip.fold, clip.group, row.fields[columns.take], clip.target);
  if (clip.id != expected || fs::path(filename).has_parent_path())
    throw_bad_row(csv, row, "file name", filename,
                  fmt::format("\"{}\" with an audio extension, as the columns fold, src_file, "
                              "take, target say",
                              expected));
  if (wanted == Esc50Target::major_category) {
    clip.target /= categories_per_major;
    clip.label = esc50_major_categories[static_cast<size_t>(clip.target)];
  }
  return clip;
}

bool is_esc10(const core::CsvTable& csv, const core::CsvRow& row, const Columns& columns) {
  const std::string& text = row.fields[columns.esc10];
  if (text == "True" || text == "true" || text == "1") return true;
  if (text == "False" || text == "false" || text == "0") return false;
  throw_bad_row(csv, row, "column \"esc10\"", text, "True or False");
}

/// Turns ESC-50's numbers into indices of the labels that occur, in the order of the numbers.
void number_labels(ClipTable& table) {
  std::map<int64_t, std::string> names;
  for (const Clip& clip : table.clips) names[clip.target] = clip.label;
  std::map<int64_t, int64_t> index;
  for (const auto& [number, name] : names) {
    index[number] = table.num_classes();
    table.labels.push_back(name);
  }
  for (Clip& clip : table.clips) clip.target = index[clip.target];
}

void require_every_class_in_every_fold(const ClipTable& table, const std::string& where) {
  std::set<std::pair<int64_t, int64_t>> present;
  for (const Clip& clip : table.clips) present.emplace(clip.fold, clip.target);
  for (const int64_t fold : table.folds())
    for (int64_t target = 0; target < table.num_classes(); ++target)
      if (!present.contains({fold, target}))
        throw core::BadData({.what = "class missing in a fold",
                             .got = fmt::format("no \"{}\" in fold {}",
                                                table.labels[static_cast<size_t>(target)], fold),
                             .expected = "every class in every fold",
                             .where = where,
                             .fix = "restore the rows or read a subset without the class"});
}

/// Sources that cross folds are accepted only where ESC-50 itself has them; any other says that
/// somebody else made the folds.
void settle_folds(ClipTable& table) {
  const auto crossing = groups_across_folds(table);
  const bool is_published =
      std::all_of(crossing.begin(), crossing.end(), [](const ClipGroup& group) {
        return std::find(published_crossings.begin(), published_crossings.end(), group.name) !=
               published_crossings.end();
      });
  table.fold_origin = is_published ? FoldOrigin::official : FoldOrigin::given;
  if (!crossing.empty())
    table.warnings.push_back(
        fmt::format("{} source recordings have clips in more than one {}fold: {}", crossing.size(),
                    is_published ? "official " : "", list_groups(table, crossing)));
}

}  // namespace

ClipTable read_esc50(const Esc50Options& options) {
  const fs::path root = options.root;
  require_layout(root);
  const core::CsvTable csv = core::read_csv(root / "meta" / "esc50.csv");
  const Columns columns(csv);
  const ClipFolder audio(root / "audio");
  ClipTable table{.name = folder_name(root), .root = root, .licence = find_licence(root)};
  for (const core::CsvRow& row : csv.rows) {
    Clip clip = parse_row(csv, row, columns, options.target);
    if (!is_esc10(csv, row, columns) && options.subset == Esc50Subset::esc10) continue;
    clip.path = audio.find(row.fields[columns.filename], csv.where(row));
    table.clips.push_back(std::move(clip));
  }
  if (table.clips.empty() && !csv.rows.empty())
    throw core::BadData({.what = "subset \"esc10\"",
                         .got = fmt::format("none of {} clips", csv.rows.size()),
                         .expected = "rows with esc10 = True",
                         .where = csv.source,
                         .fix = "set data.subset = \"all\""});
  check_clips(table);
  number_labels(table);
  require_every_class_in_every_fold(table, csv.source);
  settle_folds(table);
  return table;
}

}  // namespace pinna::data
