#include "pinna/events/event_file.h"

#include <algorithm>
#include <cctype>
#include <string>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/events/audacity_labels.h"
#include "pinna/events/event_table.h"
#include "pinna/events/jams.h"
#include "pinna/events/raven_table.h"
#include "pinna/events/table_lines.h"
#include "pinna/events/text_grid.h"

namespace pinna::events {
namespace {

constexpr int64_t max_bytes = int64_t{1} << 28;
constexpr double raven_max_hz = 22050;

std::string to_plain_tsv(const std::vector<Event>& events) {
  std::string text = "onset\toffset\tevent_label\n";
  for (const Event& event : events)
    text += fmt::format("{}\t{}\t{}\n", to_microseconds(event.onset), to_microseconds(event.offset),
                        one_field(event.event_label));
  return text;
}

std::vector<Event> all_events(const EventTable& table) {
  std::vector<Event> events;
  for (const auto& [filename, list] : table) events.insert(events.end(), list.begin(), list.end());
  return events;
}

EventFormat format_of(const std::filesystem::path& path, std::string_view text) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (extension == ".jams") return EventFormat::jams;
  if (extension == ".textgrid") return EventFormat::textgrid;
  const std::string_view first_line = text.substr(0, text.find('\n'));
  if (first_line.find("Begin Time (s)") != std::string_view::npos) return EventFormat::raven;
  return first_line.find("onset") != std::string_view::npos || extension == ".tsv"
             ? EventFormat::tsv
             : EventFormat::audacity;
}

}  // namespace

std::string_view extension_of(EventFormat format) {
  switch (format) {
    case EventFormat::tsv:
      return ".tsv";
    case EventFormat::audacity:
      return ".txt";
    case EventFormat::raven:
      return ".selections.txt";
    case EventFormat::jams:
      return ".jams";
    case EventFormat::textgrid:
      return ".TextGrid";
  }
  return "";
}

std::string to_text(const std::vector<Event>& events, double duration, EventFormat format) {
  switch (format) {
    case EventFormat::tsv:
      return to_plain_tsv(events);
    case EventFormat::audacity:
      return to_audacity(events);
    case EventFormat::raven:
      return to_raven(events, raven_max_hz);
    case EventFormat::jams:
      return to_jams(events, duration);
    case EventFormat::textgrid:
      return to_text_grid(events, duration);
  }
  return "";
}

std::vector<Event> parse_events(std::string_view text, EventFormat format,
                                std::string_view source) {
  switch (format) {
    case EventFormat::tsv:
      return all_events(parse_event_table(text, source));
    case EventFormat::audacity:
      return parse_audacity(text, source);
    case EventFormat::raven:
      return parse_raven(text, source);
    case EventFormat::jams:
      return parse_jams(text, source);
    case EventFormat::textgrid:
      return parse_text_grid(text, source);
  }
  return {};
}

std::vector<Event> read_events(const std::filesystem::path& path) {
  const std::string text = core::read_file(path, max_bytes);
  return parse_events(text, format_of(path, text), path.string());
}

std::vector<Event> read_events(const std::filesystem::path& path, const std::string& recording) {
  const std::string text = core::read_file(path, max_bytes);
  const EventFormat format = format_of(path, text);
  if (format != EventFormat::tsv && path.extension() != ".csv")
    return parse_events(text, format, path.string());
  const EventTable table = parse_event_table(text, path.string());
  if (const auto rows = table.find(recording); rows != table.end()) return rows->second;
  if (const auto nameless = table.find(""); nameless != table.end()) return nameless->second;
  if (table.empty()) return {};
  throw core::BadData({.what = "no events of this recording",
                       .got = fmt::format("{} other recordings", table.size()),
                       .expected = recording,
                       .where = path.string()});
}

}  // namespace pinna::events
