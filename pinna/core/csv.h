// Comma-separated tables as RFC 4180 defines them: quoted fields may hold delimiters, doubled
// quotes and line breaks; lines end in LF or CRLF; a UTF-8 byte order mark is skipped.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pinna::core {

/// One record; `line` is where it starts in the file, counted from 1.
struct CsvRow {
  int64_t line = 0;
  std::vector<std::string> fields = {};
};

/// A header and rows that all have as many fields as the header.
struct CsvTable {
  std::string source = {};  ///< file name, for messages
  std::vector<std::string> header = {};
  std::vector<CsvRow> rows = {};

  /// Index of a column, or nothing.
  std::optional<size_t> find_column(std::string_view name) const;
  /// Index of a column; BadData that lists the columns there are.
  size_t column(std::string_view name) const;
  /// A field as a whole number / a finite number; BadData with line and column.
  int64_t integer(const CsvRow& row, size_t column) const;
  double number(const CsvRow& row, size_t column) const;
  /// "file.csv:12", for messages about one row.
  std::string where(const CsvRow& row) const;
};

/// Empty lines are skipped. BadData with source:line for a missing or repeated header name, a row
/// with too few or too many fields, an unclosed quote, text after a closing quote, or a NUL byte.
CsvTable parse_csv(std::string_view text, std::string_view source, char delimiter = ',');

/// Reads a file of at most max_bytes (BadData above it); MissingInput if there is none.
CsvTable read_csv(const std::filesystem::path& path, char delimiter = ',',
                  int64_t max_bytes = int64_t{1} << 28);

/// One record with its line break; fields are quoted where they have to be.
std::string csv_line(std::span<const std::string> fields, char delimiter = ',');

}  // namespace pinna::core
