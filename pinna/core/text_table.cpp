#include "pinna/core/text_table.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

struct CodePointRange {
  char32_t first;
  char32_t last;
};

// Unicode 15, East_Asian_Width W and F, in blocks.
constexpr std::array wide_ranges{CodePointRange{0x1100, 0x115F},   CodePointRange{0x2E80, 0xA4CF},
                                 CodePointRange{0xAC00, 0xD7A3},   CodePointRange{0xF900, 0xFAFF},
                                 CodePointRange{0xFE30, 0xFE6F},   CodePointRange{0xFF00, 0xFF60},
                                 CodePointRange{0xFFE0, 0xFFE6},   CodePointRange{0x1F300, 0x1F64F},
                                 CodePointRange{0x1F680, 0x1F6FF}, CodePointRange{0x1F900, 0x1FAFF},
                                 CodePointRange{0x20000, 0x3FFFD}};

// Combining marks, zero-width spaces and joiners, variation selectors.
constexpr std::array zero_ranges{CodePointRange{0x0300, 0x036F}, CodePointRange{0x1AB0, 0x1AFF},
                                 CodePointRange{0x1DC0, 0x1DFF}, CodePointRange{0x200B, 0x200F},
                                 CodePointRange{0x20D0, 0x20FF}, CodePointRange{0xFE00, 0xFE0F},
                                 CodePointRange{0xFE20, 0xFE2F}};

template <size_t count>
bool is_in(char32_t point, const std::array<CodePointRange, count>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const CodePointRange& range) {
    return point >= range.first && point <= range.last;
  });
}

struct Glyph {
  size_t bytes;
  int64_t width;
};

/// The character at the start of a text that is not empty.
Glyph first_glyph(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  const size_t length = lead < 0x80             ? 1
                        : (lead & 0xE0) == 0xC0 ? 2
                        : (lead & 0xF0) == 0xE0 ? 3
                        : (lead & 0xF8) == 0xF0 ? 4
                                                : 0;
  if (length <= 1 || length > text.size()) return {1, 1};
  char32_t point = lead & (0xFFu >> (length + 1));
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {1, 1};
    point = (point << 6) | (byte(i) & 0x3Fu);
  }
  return {length, is_in(point, zero_ranges) ? 0 : is_in(point, wide_ranges) ? 2 : 1};
}

std::string padded(std::string_view cell, int64_t width, Align align) {
  const std::string space(static_cast<size_t>(width - display_width(cell)), ' ');
  return align == Align::left ? std::string(cell) + space : space + std::string(cell);
}

}  // namespace

int64_t display_width(std::string_view text) {
  int64_t width = 0;
  while (!text.empty()) {
    const Glyph glyph = first_glyph(text);
    width += glyph.width;
    text.remove_prefix(glyph.bytes);
  }
  return width;
}

std::string shortened_to_width(std::string_view text, int64_t columns) {
  constexpr std::string_view ellipsis = "...";
  if (display_width(text) <= columns) return std::string(text);
  const int64_t room = columns - static_cast<int64_t>(ellipsis.size());
  size_t bytes = 0;
  for (int64_t width = 0; bytes < text.size();) {
    const Glyph glyph = first_glyph(text.substr(bytes));
    width += glyph.width;
    if (width > room) break;
    bytes += glyph.bytes;
  }
  return std::string(text.substr(0, bytes)) + std::string(ellipsis);
}

void TextTable::add_row(std::vector<std::string> cells) {
  if (cells.size() != columns_.size())
    throw Bug({.what = "cells of a table row",
               .got = fmt::format("{}", cells.size()),
               .expected = fmt::format("{}", columns_.size())});
  rows_.push_back(std::move(cells));
}

std::string TextTable::to_string() const {
  std::vector<std::string> headers;
  std::vector<int64_t> widths;
  for (size_t column = 0; column < columns_.size(); ++column) {
    headers.push_back(columns_[column].header);
    widths.push_back(display_width(headers.back()));
    for (const auto& row : rows_)
      widths.back() = std::max(widths.back(), display_width(row[column]));
  }
  std::string text;
  const auto append_line = [&](const std::vector<std::string>& cells) {
    std::string line;
    for (size_t column = 0; column < cells.size(); ++column)
      line += (column ? "  " : "") + padded(cells[column], widths[column], columns_[column].align);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  };
  append_line(headers);
  for (const auto& row : rows_) append_line(row);
  return text;
}

}  // namespace pinna::core
