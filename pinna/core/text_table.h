// Tables for a terminal: columns aligned by what the eye sees, not by bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pinna::core {

/// Terminal columns that a UTF-8 text takes: two for East Asian wide characters and emoji, none for
/// combining marks, one for anything else, bytes that are no UTF-8 included.
int64_t display_width(std::string_view text);

/// The text itself, or its longest beginning that fits into `columns` together with a final "...".
std::string shortened_to_width(std::string_view text, int64_t columns);

enum class Align { left, right };

struct TextColumn {
  std::string header;
  Align align = Align::left;
};

/// Rows under a header line; columns are two spaces apart and lines have no trailing spaces.
class TextTable {
 public:
  explicit TextTable(std::vector<TextColumn> columns) : columns_(std::move(columns)) {}

  /// Throws Bug unless there is one cell for each column.
  void add_row(std::vector<std::string> cells);

  /// Header and rows, each line ended by a line break.
  std::string to_string() const;

 private:
  std::vector<TextColumn> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace pinna::core
