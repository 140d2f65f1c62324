#include "pinna/metrics/event_counts.h"

#include <algorithm>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

bool is_nameless(const events::EventTable& table) {
  return table.size() == 1 && table.begin()->first.empty();
}

}  // namespace

EventCounts& EventCounts::operator+=(const EventCounts& other) {
  reference += other.reference;
  estimated += other.estimated;
  hits += other.hits;
  rejections += other.rejections;
  substitutions += other.substitutions;
  deletions += other.deletions;
  insertions += other.insertions;
  return *this;
}

EventTally& EventTally::operator+=(const EventTally& other) {
  overall += other.overall;
  class_wise.resize(std::max(class_wise.size(), other.class_wise.size()));
  for (size_t i = 0; i < other.class_wise.size(); ++i) class_wise[i] += other.class_wise[i];
  return *this;
}

std::vector<PairedEvents> paired(const events::EventTable& reference,
                                 const events::EventTable& estimated) {
  if (!reference.empty() && !estimated.empty() && is_nameless(reference) != is_nameless(estimated))
    throw core::BadData({.what = "two tables of events that do not belong together",
                         .got = "file names in one of them only",
                         .expected = "file names in both or in none"});
  std::map<std::string, PairedEvents> pairs;
  for (const auto& [filename, list] : reference) pairs[filename].reference = list;
  for (const auto& [filename, list] : estimated) pairs[filename].estimated = list;
  std::vector<PairedEvents> result;
  for (auto& [filename, pair] : pairs) {
    pair.filename = filename;
    result.push_back(std::move(pair));
  }
  return result;
}

}  // namespace pinna::metrics
