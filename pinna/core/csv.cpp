#include "pinna/core/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::core {
namespace {

/// Splits text into records and keeps count of the lines.
class CsvReader {
 public:
  CsvReader(std::string_view text, std::string_view source, char delimiter)
      : text_(text), source_(source), delimiter_(delimiter) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  /// The next record that is no empty line, or nothing at the end.
  std::optional<CsvRow> next() {
    while (position_ < text_.size() && at_line_end()) end_line();
    if (position_ >= text_.size()) return std::nullopt;
    CsvRow row{.line = line_};
    do row.fields.push_back(field());
    while (take(delimiter_));
    end_line();
    return row;
  }

 private:
  bool at_line_end() const {
    return position_ >= text_.size() || text_[position_] == '\n' ||
           text_.substr(position_, 2) == "\r\n";
  }

  bool take(char expected) {
    if (position_ >= text_.size() || text_[position_] != expected) return false;
    ++position_;
    return true;
  }

  std::string field() { return take('"') ? quoted() : plain(); }

  std::string plain() {
    const size_t start = position_;
    while (!at_line_end() && text_[position_] != delimiter_) {
      if (text_[position_] == '"')
        fail("a quote inside an unquoted field", "quotes around the whole field, doubled inside");
      reject_nul();
      ++position_;
    }
    return std::string(text_.substr(start, position_ - start));
  }

  std::string quoted() {
    const int64_t opened = line_;
    std::string content;
    for (;; ++position_) {
      if (position_ >= text_.size()) {
        line_ = opened;
        fail("a quote that is never closed", "a closing quote");
      }
      reject_nul();
      if (text_[position_] == '\n') ++line_;
      if (text_[position_] == '"' && text_.substr(position_, 2) != "\"\"") break;
      if (text_[position_] == '"') ++position_;
      content += text_[position_];
    }
    ++position_;
    if (!at_line_end() && text_[position_] != delimiter_)
      fail("text after a closing quote", "a delimiter or the end of the line");
    return content;
  }

  void end_line() {
    take('\r');
    if (take('\n')) ++line_;
  }

  void reject_nul() const {
    if (text_[position_] == '\0') fail("a NUL byte", "text in UTF-8");
  }

  [[noreturn]] void fail(std::string got, std::string expected) const {
    throw BadData({.what = "CSV",
                   .got = std::move(got),
                   .expected = std::move(expected),
                   .where = fmt::format("{}:{}", source_, line_)});
  }

  std::string_view text_;
  std::string_view source_;
  char delimiter_;
  size_t position_ = 0;
  int64_t line_ = 1;
};

void check_header(const CsvTable& table, const CsvRow& header) {
  auto names = header.fields;
  std::sort(names.begin(), names.end());
  const auto repeated = std::adjacent_find(names.begin(), names.end());
  if (repeated != names.end())
    throw BadData({.what = "CSV header",
                   .got = fmt::format("column \"{}\" twice", *repeated),
                   .expected = "different column names",
                   .where = table.where(header)});
}

void check_width(const CsvTable& table, const CsvRow& row, char delimiter) {
  if (row.fields.size() == table.header.size()) return;
  throw BadData({.what = "CSV row",
                 .got = fmt::format("{} fields", row.fields.size()),
                 .expected = fmt::format("{} as in the header", table.header.size()),
                 .where = table.where(row),
                 .fix = fmt::format("quote fields that hold \"{}\"", delimiter)});
}

/// The whole text as a number, or nothing.
template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

[[noreturn]] void throw_bad_field(const CsvTable& table, const CsvRow& row, size_t column,
                                  std::string expected) {
  throw BadData({.what = fmt::format("column \"{}\"", table.header[column]),
                 .got = fmt::format("\"{}\"", row.fields[column]),
                 .expected = std::move(expected),
                 .where = table.where(row)});
}

}  // namespace

std::optional<size_t> CsvTable::find_column(std::string_view name) const {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) return std::nullopt;
  return static_cast<size_t>(found - header.begin());
}

size_t CsvTable::column(std::string_view name) const {
  if (const auto index = find_column(name)) return *index;
  throw BadData({.what = "CSV column",
                 .got = fmt::format("columns {}", fmt::join(header, ", ")),
                 .expected = fmt::format("a column \"{}\"", name),
                 .where = fmt::format("{}:1", source)});
}

int64_t CsvTable::integer(const CsvRow& row, size_t column) const {
  if (const auto value = parse_number<int64_t>(row.fields[column])) return *value;
  throw_bad_field(*this, row, column, "a whole number");
}

double CsvTable::number(const CsvRow& row, size_t column) const {
  const auto value = parse_number<double>(row.fields[column]);
  if (value && std::isfinite(*value)) return *value;
  throw_bad_field(*this, row, column, "a number");
}

std::string CsvTable::where(const CsvRow& row) const {
  return fmt::format("{}:{}", source, row.line);
}

CsvTable parse_csv(std::string_view text, std::string_view source, char delimiter) {
  CsvReader reader(text, source, delimiter);
  CsvTable table{.source = std::string(source)};
  auto header = reader.next();
  if (!header)
    throw BadData({.what = "CSV",
                   .got = "an empty table",
                   .expected = "a header line",
                   .where = std::string(source)});
  check_header(table, *header);
  table.header = std::move(header->fields);
  while (auto row = reader.next()) {
    check_width(table, *row, delimiter);
    table.rows.push_back(std::move(*row));
  }
  return table;
}

CsvTable read_csv(const std::filesystem::path& path, char delimiter, int64_t max_bytes) {
  return parse_csv(read_file(path, max_bytes), path.string(), delimiter);
}

std::string csv_line(std::span<const std::string> fields, char delimiter) {
  const std::string special = std::string("\"\r\n") + delimiter;
  std::string line;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) line += delimiter;
    const bool lone_empty = fields.size() == 1 && fields[i].empty();
    if (!lone_empty && fields[i].find_first_of(special) == std::string::npos) {
      line += fields[i];
      continue;
    }
    line += '"';
    for (const char c : fields[i]) line += c == '"' ? std::string(2, c) : std::string(1, c);
    line += '"';
  }
  return line + "\n";
}

}  // namespace pinna::core
