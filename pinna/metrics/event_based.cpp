#include "pinna/metrics/event_based.h"

#include <algorithm>
#include <cmath>

#include "pinna/metrics/bipartite_matching.h"

namespace pinna::metrics {
namespace {

using events::Event;

constexpr double rounding = 1e-9;

double distance(double a, double b) {
  return std::abs(events::to_microseconds(a) - events::to_microseconds(b));
}

/// Pairs of equal labels, and of the label `only` where it is not empty.
std::vector<EventPair> match(const PairedEvents& recording, const CollarOptions& options,
                             const std::string* only) {
  std::vector<std::vector<int64_t>> allowed(recording.estimated.size());
  std::vector<int64_t> order;
  for (size_t j = 0; j < recording.reference.size(); ++j) {
    const Event& reference = recording.reference[j];
    if (only && reference.event_label != *only) continue;
    for (size_t i = 0; i < recording.estimated.size(); ++i) {
      const Event& estimated = recording.estimated[i];
      if (reference.event_label != estimated.event_label ||
          !times_agree(reference, estimated, options))
        continue;
      if (allowed[i].empty()) order.push_back(static_cast<int64_t>(i));
      allowed[i].push_back(static_cast<int64_t>(j));
    }
  }
  const std::vector<int64_t> partners =
      match_pairs(allowed, order, static_cast<int64_t>(recording.reference.size()));
  std::vector<EventPair> pairs;
  for (size_t j = 0; j < partners.size(); ++j)
    if (partners[j] >= 0) pairs.push_back({j, static_cast<size_t>(partners[j])});
  return pairs;
}

int64_t count_substitutions(const PairedEvents& recording, const std::vector<EventPair>& pairs,
                            const CollarOptions& options) {
  std::vector<bool> is_paired(recording.reference.size());
  std::vector<bool> is_taken(recording.estimated.size());
  for (const EventPair& pair : pairs) {
    is_paired[pair.reference] = true;
    is_taken[pair.estimated] = true;
  }
  int64_t substitutions = 0;
  for (size_t j = 0; j < recording.reference.size(); ++j) {
    if (is_paired[j]) continue;
    for (size_t i = 0; i < recording.estimated.size(); ++i) {
      if (is_taken[i] || !times_agree(recording.reference[j], recording.estimated[i], options))
        continue;
      is_taken[i] = true;
      ++substitutions;
      break;
    }
  }
  return substitutions;
}

int64_t count_label(const std::vector<Event>& list, const std::string& label) {
  return std::count_if(list.begin(), list.end(),
                       [&](const Event& event) { return event.event_label == label; });
}

}  // namespace

bool times_agree(const Event& reference, const Event& estimated, const CollarOptions& options) {
  const double offset_collar =
      std::max(options.t_collar, options.percentage_of_length * reference.duration());
  return distance(reference.onset, estimated.onset) <= options.t_collar + rounding &&
         distance(reference.offset, estimated.offset) <= offset_collar + rounding;
}

std::vector<EventPair> match_events(const PairedEvents& recording, const CollarOptions& options) {
  return match(recording, options, nullptr);
}

EventTally event_counts(const PairedEvents& recording, const std::vector<std::string>& labels,
                        const CollarOptions& options) {
  EventTally tally;
  const std::vector<EventPair> pairs = match_events(recording, options);
  EventCounts& overall = tally.overall;
  overall.reference = static_cast<int64_t>(recording.reference.size());
  overall.estimated = static_cast<int64_t>(recording.estimated.size());
  overall.hits = static_cast<int64_t>(pairs.size());
  overall.substitutions = count_substitutions(recording, pairs, options);
  overall.deletions = overall.reference - overall.hits - overall.substitutions;
  overall.insertions = overall.estimated - overall.hits - overall.substitutions;
  for (const std::string& label : labels) {
    EventCounts counts;
    counts.reference = count_label(recording.reference, label);
    counts.estimated = count_label(recording.estimated, label);
    counts.hits = static_cast<int64_t>(match(recording, options, &label).size());
    counts.deletions = counts.reference - counts.hits;
    counts.insertions = counts.estimated - counts.hits;
    tally.class_wise.push_back(counts);
  }
  return tally;
}

}  // namespace pinna::metrics
