#include "pinna/data/csv_dataset.h"

#include <limits>
#include <set>
#include <system_error>
#include <tuple>

#include <fmt/format.h>

#include "pinna/core/csv.h"
#include "pinna/core/error.h"
#include "pinna/data/clip_file.h"
#include "pinna/data/licence.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

/// An optional column; it must exist once the options call it by another name than the default.
std::optional<size_t> optional_column(const core::CsvTable& csv, const CsvTableOptions& options,
                                      std::string CsvTableOptions::*name) {
  if (options.*name != CsvTableOptions{}.*name) return csv.column(options.*name);
  return csv.find_column(options.*name);
}

struct Columns {
  Columns(const core::CsvTable& csv, const CsvTableOptions& options)
      : filename(csv.column(options.filename_column)),
        label(csv.column(options.label_column)),
        fold(optional_column(csv, options, &CsvTableOptions::fold_column)),
        group(optional_column(csv, options, &CsvTableOptions::group_column)),
        onset(optional_column(csv, options, &CsvTableOptions::onset_column)),
        offset(optional_column(csv, options, &CsvTableOptions::offset_column)) {}
  size_t filename, label;
  std::optional<size_t> fold, group, onset, offset;
};

const std::string& filled_field(const core::CsvTable& csv, const core::CsvRow& row, size_t column) {
  const std::string& text = row.fields[column];
  if (text.empty())
    throw core::BadData({.what = fmt::format("column \"{}\"", csv.header[column]),
                         .got = "nothing",
                         .expected = "a value in every row",
                         .where = csv.where(row)});
  return text;
}

/// The part of the file: empty onset means its start, empty offset its end.
void parse_times(const core::CsvTable& csv, const core::CsvRow& row, const Columns& columns,
                 Clip& clip) {
  if (columns.onset && !row.fields[*columns.onset].empty())
    clip.onset = csv.number(row, *columns.onset);
  if (columns.offset && !row.fields[*columns.offset].empty())
    clip.offset = csv.number(row, *columns.offset);
  if (clip.onset < 0 || (clip.offset && *clip.offset <= clip.onset))
    throw core::BadData({.what = "part of a file",
                         .got = fmt::format("onset {}, offset {}", clip.onset,
                                            clip.offset ? fmt::to_string(*clip.offset) : "end"),
                         .expected = "0 <= onset < offset, in seconds",
                         .where = csv.where(row)});
  if (clip.onset > 0 || clip.offset)
    clip.id += fmt::format("@{}-{}", clip.onset, clip.offset ? fmt::to_string(*clip.offset) : "");
}

Clip parse_row(const core::CsvTable& csv, const core::CsvRow& row, const Columns& columns) {
  const std::string& filename = filled_field(csv, row, columns.filename);
  Clip clip{.id = filename,
            .label = filled_field(csv, row, columns.label),
            .group = columns.group ? filled_field(csv, row, *columns.group) : ""};
  if (columns.fold) {
    clip.fold = csv.integer(row, *columns.fold);
    if (clip.fold < 1)
      throw core::BadData({.what = fmt::format("column \"{}\"", csv.header[*columns.fold]),
                           .got = std::to_string(clip.fold),
                           .expected = "a fold number from 1",
                           .where = csv.where(row)});
  }
  parse_times(csv, row, columns, clip);
  return clip;
}

/// The file's one true name below the root, however rows spell it and links lead to it.
std::string true_name(const fs::path& file, const fs::path& real_root, const std::string& where) {
  std::error_code error;
  const fs::path real = fs::canonical(file, error);
  if (error)
    throw core::IoError(
        {.what = "cannot resolve " + file.string(), .got = error.message(), .where = where});
  return real.lexically_relative(real_root).generic_string();
}

/// The parts of files that rows have named so far.
class Parts {
 public:
  void require_new(const std::string& file, const Clip& clip, const std::string& where) {
    const double end = clip.offset.value_or(std::numeric_limits<double>::infinity());
    if (parts_.emplace(file, clip.onset, end).second) return;
    throw core::BadData({.what = "dataset",
                         .got = fmt::format("clip \"{}\" twice", clip.id),
                         .expected = "every part of a file once",
                         .where = where,
                         .fix = "remove one of the rows"});
  }

 private:
  std::set<std::tuple<std::string, double, double>> parts_;
};

char parse_delimiter(const std::string& text) {
  if (text.size() == 1 && text != "\"" && text != "\n" && text != "\r") return text.front();
  throw core::InvalidOptions({.what = "delimiter",
                              .got = fmt::format("\"{}\"", text),
                              .expected = "one character, such as \",\", \";\" or a tab"});
}

}  // namespace

ClipTable read_csv_dataset(const CsvTableOptions& options) {
  const fs::path path = options.table;
  const core::CsvTable csv = core::read_csv(path, parse_delimiter(options.delimiter));
  const Columns columns(csv, options);
  const fs::path root = options.root.empty() ? path.parent_path() : fs::path(options.root);
  const fs::path folder = root.empty() ? fs::path(".") : root;
  const ClipFolder files(folder);
  const fs::path real_root = fs::canonical(folder);
  ClipTable table{.name = path.stem().string(),
                  .root = root,
                  .fold_origin = columns.fold ? FoldOrigin::given : FoldOrigin::none,
                  .licence = find_licence(root)};
  Parts parts;
  for (const core::CsvRow& row : csv.rows) {
    Clip clip = parse_row(csv, row, columns);
    const std::string where = csv.where(row);
    clip.path = files.find(row.fields[columns.filename], where);
    const std::string file = true_name(clip.path, real_root, where);
    parts.require_new(file, clip, where);
    if (!columns.group) clip.group = file;
    table.clips.push_back(std::move(clip));
  }
  check_clips(table);
  assign_targets(table);
  return table;
}

}  // namespace pinna::data
