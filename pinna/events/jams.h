// JAMS 0.3: annotations of one recording as JSON (Humphrey et al. 2014), and what Scaper writes in
// it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pinna/events/event.h"

namespace pinna::events {

/// A JAMS document around one annotation: `data` is its list of observations, `sandbox` anything.
nlohmann::ordered_json jams_document(double duration, std::string_view annotation_namespace,
                                     nlohmann::ordered_json data, nlohmann::ordered_json sandbox);

/// One observation as JAMS wants it.
nlohmann::ordered_json jams_observation(double time, double duration, nlohmann::ordered_json value);

/// One annotation of the namespace segment_open, whose values are the labels.
std::string to_jams(const std::vector<Event>& events, double duration);

/// Events of every annotation of the namespaces segment_open, tag_open and scaper; of the last only
/// those in the foreground. BadData naming `source` for what is no JAMS.
std::vector<Event> parse_jams(std::string_view text, std::string_view source);

}  // namespace pinna::events
