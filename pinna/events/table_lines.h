// Lines of tables of events, taken apart and checked; shared by the formats that have them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/events/event.h"

namespace pinna::events {

struct Line {
  int64_t number = 0;  ///< from 1
  std::vector<std::string> fields = {};
};

/// The lines that are not empty; fields without blanks around them and quotes about them. Of
/// several blanks in a row as delimiters one counts. A byte order mark is skipped; BadData for a
/// NUL byte.
std::vector<Line> split_lines(std::string_view text, char delimiter, std::string_view source);

/// The whole field as a finite number.
std::optional<double> number_of(std::string_view field);

/// Checked: BadData with file and line for times that are no numbers, negative or in the wrong
/// order, and for an empty label.
Event event_of(const Line& line, std::string_view source, std::string_view onset,
               std::string_view offset, std::string event_label);

/// BadData that shows the line.
[[noreturn]] void throw_bad_line(const Line& line, std::string_view source, std::string what,
                                 std::string expected);

/// The text with control characters as blanks, so that it stays one field of one line.
std::string one_field(std::string_view text);

}  // namespace pinna::events
