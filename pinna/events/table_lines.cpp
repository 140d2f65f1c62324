#include "pinna/events/table_lines.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"

namespace pinna::events {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string field_of(std::string_view text) {
  text = trimmed(text);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
    text = text.substr(1, text.size() - 2);
  return std::string(text);
}

std::vector<std::string> split(std::string_view line, char delimiter) {
  std::vector<std::string> fields;
  while (true) {
    const auto end = line.find(delimiter);
    fields.push_back(field_of(line.substr(0, end)));
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
    if (delimiter == ' ') line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  }
}

}  // namespace

std::vector<Line> split_lines(std::string_view text, char delimiter, std::string_view source) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (const auto nul = text.find('\0'); nul != std::string_view::npos)
    throw core::BadData({.what = "a table of events has a NUL byte",
                         .expected = "text",
                         .where = fmt::format("{}: byte {}", source, nul)});
  std::vector<Line> lines;
  for (int64_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (trimmed(line).empty()) continue;
    lines.push_back({number, split(delimiter == ' ' ? trimmed(line) : line, delimiter)});
  }
  return lines;
}

std::optional<double> number_of(std::string_view field) {
  double number = 0;
  if (field.starts_with('+')) field.remove_prefix(1);
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), number);
  if (error != std::errc() || end != field.data() + field.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

Event event_of(const Line& line, std::string_view source, std::string_view onset,
               std::string_view offset, std::string event_label) {
  const std::optional<double> start = number_of(onset);
  const std::optional<double> end = number_of(offset);
  if (!start || !end || *start < 0 || *end < *start)
    throw_bad_line(line, source, "times of an event", "0 <= onset <= offset in seconds");
  if (event_label.empty()) throw_bad_line(line, source, "an event without a label", "a label");
  return {.onset = *start, .offset = *end, .event_label = std::move(event_label)};
}

void throw_bad_line(const Line& line, std::string_view source, std::string what,
                    std::string expected) {
  throw core::BadData({.what = std::move(what),
                       .got = fmt::format("{}", fmt::join(line.fields, " | ")),
                       .expected = std::move(expected),
                       .where = fmt::format("{}:{}", source, line.number)});
}

std::string one_field(std::string_view text) {
  std::string field(text);
  std::replace_if(
      field.begin(), field.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return field;
}

}  // namespace pinna::events
