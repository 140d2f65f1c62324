// The events of one recording as files of other programs: one row for each format.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/events/event.h"

namespace pinna::events {

/// tsv: onset, offset and label under a header; audacity: a label track; raven: a selection table;
/// jams: JAMS 0.3; textgrid: Praat's long text form.
enum class EventFormat { tsv, audacity, raven, jams, textgrid };

/// ".tsv", ".txt", ".selections.txt", ".jams", ".TextGrid".
std::string_view extension_of(EventFormat format);

/// The file's text for a recording of that many seconds. Labels have control characters replaced by
/// blanks where the format gives them a meaning. TextGrid has a tier for each label, whose
/// overlapping events are joined.
std::string to_text(const std::vector<Event>& events, double duration, EventFormat format);

/// What a program wrote: any of the formats, whose events come back in the order of the file.
/// Audacity's frequency lines, Raven's second view of a selection, JAMS annotations of other things
/// than events and Scaper's backgrounds are passed over. BadData naming `source` and the place.
std::vector<Event> parse_events(std::string_view text, EventFormat format, std::string_view source);

/// Reads a file by its extension (.jams, .TextGrid, in any case) or, for .txt and .tsv, its first
/// line: Raven's header, a header of ours, or Audacity's lines. MissingInput; BadData.
std::vector<Event> read_events(const std::filesystem::path& path);

/// The same for one recording: of a table, .csv too, that names recordings its own rows alone.
/// BadData if it names others only.
std::vector<Event> read_events(const std::filesystem::path& path, const std::string& recording);

}  // namespace pinna::events

template <>
struct pinna::core::EnumNames<pinna::events::EventFormat> {
  using Format = events::EventFormat;
  static constexpr std::array names{
      std::pair{Format::tsv, "tsv"}, std::pair{Format::audacity, "audacity"},
      std::pair{Format::raven, "raven"}, std::pair{Format::jams, "jams"},
      std::pair{Format::textgrid, "textgrid"}};
};
