#include "pinna/events/event.h"

#include <cmath>
#include <set>

namespace pinna::events {

double to_microseconds(double seconds) {
  return std::round(seconds * 1e6) / 1e6;
}

std::vector<std::string> event_labels(const std::vector<const EventTable*>& tables) {
  std::set<std::string> labels;
  for (const EventTable* table : tables)
    for (const auto& [filename, list] : *table)
      for (const Event& event : list) labels.insert(event.event_label);
  return {labels.begin(), labels.end()};
}

}  // namespace pinna::events
