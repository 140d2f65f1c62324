// Raven's selection tables, which BirdNET writes too: tabs, a header, one selection a line for each
// view.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pinna/events/event.h"

namespace pinna::events {

/// The columns that every version of Raven needs, frequencies up to `max_hz`, and "Annotation".
std::string to_raven(const std::vector<Event>& events, double max_hz);

/// Begin Time (s), End Time (s), and the label from Annotation, annotation, Species, Common Name or
/// label, whichever comes first. A selection that was shown in two views counts once. BadData with
/// the line, or with the columns where one is missing.
std::vector<Event> parse_raven(std::string_view text, std::string_view source);

}  // namespace pinna::events
