// Praat's TextGrid, the long text form: one interval tier a label, without gaps.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pinna/events/event.h"

namespace pinna::events {

/// Tiers in the order of the labels; overlapping events of one label are joined, and what reaches
/// beyond `duration` is cut, because intervals must fill 0 to `duration`.
std::string to_text_grid(const std::vector<Event>& events, double duration);

/// The intervals of every tier that have a text, which is the label. BadData with the line for what
/// is no long text form.
std::vector<Event> parse_text_grid(std::string_view text, std::string_view source);

}  // namespace pinna::events
