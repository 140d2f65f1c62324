// Sound events: what sounds, and from when to when.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace pinna::events {

/// Seconds from the start of the recording, 0 <= onset <= offset.
struct Event {
  double onset = 0;
  double offset = 0;
  std::string event_label = {};

  double duration() const { return offset - onset; }
  bool operator==(const Event&) const = default;
};

/// The events of many recordings by file name, each in the order of its source. A recording in
/// which nothing happens has an empty list.
using EventTable = std::map<std::string, std::vector<Event>>;

/// The nearest whole microsecond: times that went through different programs differ by less.
double to_microseconds(double seconds);

/// Every label that occurs in one of the tables, sorted.
std::vector<std::string> event_labels(const std::vector<const EventTable*>& tables);

}  // namespace pinna::events
