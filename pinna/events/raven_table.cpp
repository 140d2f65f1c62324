#include "pinna/events/raven_table.h"

#include <array>
#include <optional>
#include <set>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/events/table_lines.h"

namespace pinna::events {
namespace {

constexpr std::array<std::string_view, 5> label_columns{"Annotation", "annotation", "Species",
                                                        "Common Name", "label"};

std::optional<size_t> find_column(const Line& header, std::string_view name) {
  for (size_t i = 0; i < header.fields.size(); ++i)
    if (header.fields[i] == name) return i;
  return std::nullopt;
}

size_t column(const Line& header, std::string_view name, std::string_view source) {
  if (const auto found = find_column(header, name)) return *found;
  throw core::BadData({.what = fmt::format("a selection table without \"{}\"", name),
                       .got = fmt::format("{}", fmt::join(header.fields, ", ")),
                       .where = fmt::format("{}:{}", source, header.number)});
}

size_t label_column(const Line& header, std::string_view source) {
  for (const std::string_view name : label_columns)
    if (const auto found = find_column(header, name)) return *found;
  return column(header, label_columns.front(), source);
}

}  // namespace

std::string to_raven(const std::vector<Event>& events, double max_hz) {
  std::string text =
      "Selection\tView\tChannel\tBegin Time (s)\tEnd Time (s)\tLow Freq (Hz)\tHigh Freq (Hz)\t"
      "Annotation\n";
  int64_t selection = 0;
  for (const Event& event : events)
    text += fmt::format("{}\tSpectrogram 1\t1\t{:.6f}\t{:.6f}\t0.0\t{:.1f}\t{}\n", ++selection,
                        event.onset, event.offset, max_hz, one_field(event.event_label));
  return text;
}

std::vector<Event> parse_raven(std::string_view text, std::string_view source) {
  const std::vector<Line> lines = split_lines(text, '\t', source);
  std::vector<Event> events;
  if (lines.empty()) return events;
  const Line& header = lines.front();
  const size_t onset = column(header, "Begin Time (s)", source);
  const size_t offset = column(header, "End Time (s)", source);
  const size_t label = label_column(header, source);
  const std::optional<size_t> selection = find_column(header, "Selection");
  std::set<std::string> seen;
  for (const Line& line : std::span(lines).subspan(1)) {
    if (line.fields.size() != header.fields.size())
      throw_bad_line(line, source, "a line of a selection table",
                     fmt::format("{} fields", header.fields.size()));
    if (selection && !seen.insert(line.fields[*selection]).second) continue;
    events.push_back(
        event_of(line, source, line.fields[onset], line.fields[offset], line.fields[label]));
  }
  return events;
}

}  // namespace pinna::events
