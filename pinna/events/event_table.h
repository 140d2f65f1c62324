// Tables of events as DCASE, sed_eval and psds_eval write them: one event a line, with or without a
// header, tabs, semicolons, commas or blanks between the fields.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "pinna/events/event.h"

namespace pinna::events {

/// With a header, the columns filename, onset, offset and event_label in any order, others passed
/// over (also as file, start, end and label; event_onset and event_offset). Without one, a line is
///
///     [filename [anything ...]] onset offset event_label [anything ...]
///     filename
///
/// and a lone file name, like a row whose times and label are empty, is a recording without events.
/// Lines without file names belong to the recording "". An empty file has no events.
/// BadData with file and line for a row that fits neither form, times that are negative, not finite
/// or in the wrong order, and events without labels.
EventTable read_event_table(const std::filesystem::path& path);
EventTable parse_event_table(std::string_view text, std::string_view source);

/// "filename onset offset event_label", separated by tabs, with a header. Times are rounded to
/// 1 us, control characters become blanks; recordings without events are lines with empty fields.
std::string to_tsv(const EventTable& table);

/// "filename duration" with a header; the inverse of read_durations, to 1 us.
std::string to_tsv(const std::map<std::string, double>& durations);

/// Durations of recordings in seconds, from a table of filename and duration with or without a
/// header. BadData for a file named twice with different durations, or a duration that is not
/// positive and finite.
std::map<std::string, double> read_durations(const std::filesystem::path& path);

}  // namespace pinna::events
