#include "pinna/events/audacity_labels.h"

#include <fmt/format.h>

#include "pinna/events/table_lines.h"

namespace pinna::events {

std::string to_audacity(const std::vector<Event>& events) {
  std::string text;
  for (const Event& event : events)
    text += fmt::format("{:.6f}\t{:.6f}\t{}\n", event.onset, event.offset,
                        one_field(event.event_label));
  return text;
}

std::vector<Event> parse_audacity(std::string_view text, std::string_view source) {
  std::vector<Event> events;
  for (const Line& line : split_lines(text, '\t', source)) {
    if (line.fields[0].starts_with('\\')) continue;
    if (line.fields.size() < 3)
      throw_bad_line(line, source, "a line of a label track", "start TAB end TAB text");
    events.push_back(event_of(line, source, line.fields[0], line.fields[1], line.fields[2]));
  }
  return events;
}

}  // namespace pinna::events
