#include "pinna/events/text_grid.h"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/events/table_lines.h"

namespace pinna::events {
namespace {

/// Praat doubles quotation marks.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : one_field(text)) result += c == '"' ? std::string("\"\"") : std::string(1, c);
  return result + "\"";
}

std::string unquoted(std::string_view text) {
  std::string result;
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    result += text[i];
    if (text[i] == '"') ++i;
  }
  return result;
}

/// Ascending, apart and within the recording.
std::vector<Event> tidy(std::vector<Event> events, double duration) {
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return a.onset < b.onset; });
  std::vector<Event> joined;
  for (Event& event : events) {
    event.onset = to_microseconds(std::min(event.onset, duration));
    event.offset = to_microseconds(std::min(event.offset, duration));
    if (event.duration() <= 0) continue;
    if (!joined.empty() && event.onset <= joined.back().offset) {
      joined.back().offset = std::max(joined.back().offset, event.offset);
    } else {
      joined.push_back(event);
    }
  }
  return joined;
}

struct Interval {
  double start = 0;
  double end = 0;
  std::string text = "";
};

std::vector<Interval> intervals_of(const std::vector<Event>& events, double duration) {
  std::vector<Interval> intervals;
  double time = 0;
  for (const Event& event : events) {
    if (event.onset > time) intervals.push_back({time, event.onset, ""});
    intervals.push_back({event.onset, event.offset, event.event_label});
    time = event.offset;
  }
  if (time < duration || intervals.empty()) intervals.push_back({time, duration, ""});
  return intervals;
}

/// "key = value", or nothing.
struct Assignment {
  std::string key;
  std::string value;
};
std::optional<Assignment> assignment_of(std::string_view line) {
  const auto first = line.find_first_not_of(" \t\r");
  const auto equals = line.find(" = ");
  if (first == std::string_view::npos || equals == std::string_view::npos) return std::nullopt;
  const std::string_view value = line.substr(equals + 3);
  const auto last = value.find_last_not_of(" \t\r");
  return Assignment{std::string(line.substr(first, equals - first)),
                    std::string(value.substr(0, last == std::string_view::npos ? 0 : last + 1))};
}

[[noreturn]] void throw_bad_grid(std::string_view source, int64_t line, std::string expected) {
  throw core::BadData({.what = "not a TextGrid in the long text form",
                       .expected = std::move(expected),
                       .where = fmt::format("{}:{}", source, line)});
}

}  // namespace

std::string to_text_grid(const std::vector<Event>& events, double duration) {
  std::map<std::string, std::vector<Event>> tiers;
  for (const Event& event : events) tiers[event.event_label].push_back(event);
  std::string text = fmt::format(
      "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = 0 \nxmax = {} \n"
      "tiers? <exists> \nsize = {} \nitem []: \n",
      duration, tiers.size());
  int64_t number = 0;
  for (const auto& [label, list] : tiers) {
    const std::vector<Interval> intervals = intervals_of(tidy(list, duration), duration);
    text += fmt::format(
        "    item [{}]:\n        class = \"IntervalTier\" \n        name = {} \n"
        "        xmin = 0 \n        xmax = {} \n        intervals: size = {} \n",
        ++number, quoted(label), duration, intervals.size());
    for (size_t i = 0; i < intervals.size(); ++i)
      text += fmt::format(
          "        intervals [{}]:\n            xmin = {} \n            xmax = {} \n"
          "            text = {} \n",
          i + 1, intervals[i].start, intervals[i].end, quoted(intervals[i].text));
  }
  return text;
}

std::vector<Event> parse_text_grid(std::string_view text, std::string_view source) {
  std::vector<Event> events;
  double start = 0;
  double end = 0;
  bool is_text_grid = false;
  for (int64_t number = 1; !text.empty(); ++number) {
    const auto length = std::min(text.find('\n'), text.size());
    const auto assignment = assignment_of(text.substr(0, length));
    text.remove_prefix(std::min(length + 1, text.size()));
    if (!assignment) continue;
    const auto& [key, value] = *assignment;
    if (key == "Object class") is_text_grid = value == "\"TextGrid\"";
    if (key == "xmin" || key == "xmax") {
      const std::optional<double> seconds = number_of(value);
      if (!seconds) throw_bad_grid(source, number, "seconds");
      (key == "xmin" ? start : end) = *seconds;
    }
    if (key != "text") continue;
    if (value.size() < 2 || value.front() != '"' || value.back() != '"')
      throw_bad_grid(source, number, "a text in quotation marks");
    std::string label = unquoted(value);
    if (label.empty()) continue;
    if (start < 0 || end < start) throw_bad_grid(source, number, "0 <= xmin <= xmax before it");
    events.push_back({.onset = start, .offset = end, .event_label = std::move(label)});
  }
  if (!is_text_grid) throw_bad_grid(source, 1, "Object class = \"TextGrid\"");
  return events;
}

}  // namespace pinna::events
