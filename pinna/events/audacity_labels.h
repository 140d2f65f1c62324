// Audacity's label tracks: "start TAB end TAB text", seconds; a line that begins with a backslash
// holds the frequencies of the label before it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pinna/events/event.h"

namespace pinna::events {

std::string to_audacity(const std::vector<Event>& events);

/// BadData with the line for one that is neither. Points (equal times) are events of no length.
std::vector<Event> parse_audacity(std::string_view text, std::string_view source);

}  // namespace pinna::events
