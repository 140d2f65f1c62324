#include "pinna/events/event_table.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/files.h"
#include "pinna/events/table_lines.h"

namespace pinna::events {
namespace {

constexpr int64_t max_bytes = int64_t{1} << 30;

/// What separates the fields: the first of these that occurs in the first line that has one; blanks
/// where no line has.
char delimiter_of(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    for (const char candidate : {'\t', ';', ','})
      if (line.find(candidate) != std::string_view::npos) return candidate;
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return ' ';
}

bool means_nothing(std::string_view field) {
  return field.empty() || field == "nan" || field == "NaN" || field == "NA";
}

/// Where a header puts each column.
struct Columns {
  std::optional<size_t> filename = std::nullopt;
  std::optional<size_t> onset = std::nullopt;
  std::optional<size_t> offset = std::nullopt;
  std::optional<size_t> event_label = std::nullopt;
  std::optional<size_t> duration = std::nullopt;
};

struct ColumnName {
  std::string_view name;
  std::optional<size_t> Columns::*column;
};
constexpr std::array column_names{ColumnName{"filename", &Columns::filename},
                                  ColumnName{"file", &Columns::filename},
                                  ColumnName{"onset", &Columns::onset},
                                  ColumnName{"event_onset", &Columns::onset},
                                  ColumnName{"start", &Columns::onset},
                                  ColumnName{"offset", &Columns::offset},
                                  ColumnName{"event_offset", &Columns::offset},
                                  ColumnName{"end", &Columns::offset},
                                  ColumnName{"event_label", &Columns::event_label},
                                  ColumnName{"label", &Columns::event_label},
                                  ColumnName{"duration", &Columns::duration}};

/// The columns that a header names, or nothing if the line is none: a header has a name of a time
/// and no number.
std::optional<Columns> header_of(const Line& line) {
  Columns columns;
  for (size_t i = 0; i < line.fields.size(); ++i) {
    if (number_of(line.fields[i])) return std::nullopt;
    for (const auto& [name, column] : column_names)
      if (line.fields[i] == name && !(columns.*column)) columns.*column = i;
  }
  if (!columns.onset && !columns.offset && !columns.duration) return std::nullopt;
  return columns;
}

std::string field_at(const Line& line, std::optional<size_t> column) {
  return column && *column < line.fields.size() ? line.fields[*column] : std::string();
}

void add_row_under_header(EventTable& table, const Line& line, const Columns& columns,
                          std::string_view source) {
  const std::string filename = field_at(line, columns.filename);
  const std::string onset = field_at(line, columns.onset);
  const std::string offset = field_at(line, columns.offset);
  std::string event_label = field_at(line, columns.event_label);
  std::vector<Event>& list = table[filename];
  if (means_nothing(onset) && means_nothing(offset) && means_nothing(event_label)) {
    if (filename.empty())
      throw_bad_line(line, source, "a row without file name and event", "at least a file name");
    return;
  }
  list.push_back(event_of(line, source, onset, offset, std::move(event_label)));
}

/// Where the onset stands in a line without a header: the last pair of numbers before a label.
std::optional<size_t> onset_position(const std::vector<std::string>& fields) {
  for (size_t i = fields.size(); i-- > 0;)
    if (i + 2 < fields.size() && number_of(fields[i]) && number_of(fields[i + 1])) return i;
  return std::nullopt;
}

/// The label at a position; with blanks between the fields, everything from there on.
std::string label_at(const std::vector<std::string>& fields, size_t position, char delimiter) {
  if (delimiter != ' ') return fields[position];
  return fmt::format(
      "{}", fmt::join(fields.begin() + static_cast<ptrdiff_t>(position), fields.end(), " "));
}

void add_bare_row(EventTable& table, const Line& line, char delimiter, std::string_view source) {
  const std::vector<std::string>& fields = line.fields;
  if (const auto onset = onset_position(fields)) {
    table[*onset == 0 ? std::string() : fields[0]].push_back(event_of(
        line, source, fields[*onset], fields[*onset + 1], label_at(fields, *onset + 2, delimiter)));
    return;
  }
  const bool only_a_name =
      !number_of(fields[0]) &&
      std::all_of(fields.begin() + 1, fields.end(), [](const auto& f) { return means_nothing(f); });
  if (!only_a_name)
    throw_bad_line(line, source, "a line of a table of events",
                   "[filename ...] onset offset event_label, or a header that names these columns");
  table[fields[0]];
}

}  // namespace

EventTable parse_event_table(std::string_view text, std::string_view source) {
  const char delimiter = delimiter_of(text);
  const std::vector<Line> lines = split_lines(text, delimiter, source);
  EventTable table;
  if (lines.empty()) return table;
  const std::optional<Columns> header = header_of(lines.front());
  if (header && (!header->onset || !header->offset || !header->event_label))
    throw_bad_line(lines.front(), source, "the header of a table of events",
                   "the columns onset, offset and event_label");
  for (const Line& line : std::span(lines).subspan(header ? 1 : 0)) {
    if (header) {
      add_row_under_header(table, line, *header, source);
    } else {
      add_bare_row(table, line, delimiter, source);
    }
  }
  return table;
}

EventTable read_event_table(const std::filesystem::path& path) {
  return parse_event_table(core::read_file(path, max_bytes), path.string());
}

std::string to_tsv(const EventTable& table) {
  std::string text = "filename\tonset\toffset\tevent_label\n";
  for (const auto& [filename, list] : table) {
    const std::string name = one_field(filename);
    if (list.empty()) text += name + "\t\t\t\n";
    for (const Event& event : list)
      text += fmt::format("{}\t{}\t{}\t{}\n", name, to_microseconds(event.onset),
                          to_microseconds(event.offset), one_field(event.event_label));
  }
  return text;
}

std::string to_tsv(const std::map<std::string, double>& durations) {
  std::string text = "filename\tduration\n";
  for (const auto& [filename, duration] : durations)
    text += fmt::format("{}\t{}\n", one_field(filename), to_microseconds(duration));
  return text;
}

std::map<std::string, double> read_durations(const std::filesystem::path& path) {
  const std::string source = path.string();
  const std::string text = core::read_file(path, max_bytes);
  const std::vector<Line> lines = split_lines(text, delimiter_of(text), source);
  std::map<std::string, double> durations;
  if (lines.empty()) return durations;
  const std::optional<Columns> header = header_of(lines.front());
  if (header && (!header->filename || !header->duration))
    throw_bad_line(lines.front(), source, "the header of a table of durations",
                   "the columns filename and duration");
  const Columns columns = header.value_or(Columns{.filename = 0, .duration = 1});
  for (const Line& line : std::span(lines).subspan(header ? 1 : 0)) {
    const std::string filename = field_at(line, columns.filename);
    const std::optional<double> duration = number_of(field_at(line, columns.duration));
    if (!duration || *duration <= 0)
      throw_bad_line(line, source, "the duration of a recording", "seconds above 0");
    const auto [known, is_new] = durations.emplace(filename, *duration);
    if (!is_new && known->second != *duration)
      throw_bad_line(line, source, "a second duration of a recording",
                     fmt::format("{}, as before", known->second));
  }
  return durations;
}

}  // namespace pinna::events
