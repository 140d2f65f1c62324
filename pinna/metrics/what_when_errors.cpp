#include "pinna/metrics/what_when_errors.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/metrics/assignment.h"
#include "pinna/metrics/event_timing.h"

namespace pinna::metrics {
namespace {

using events::Event;

/// Indices of events of one class none of which overlaps an event outside the group.
struct OverlapGroup {
  std::vector<size_t> reference;
  std::vector<size_t> estimated;
};

/// Groups are small, however long the recording is.
std::vector<OverlapGroup> overlap_groups(const PairedEvents& recording) {
  struct Entry {
    const Event* event;
    size_t index;
    std::vector<size_t> OverlapGroup::*side;
  };
  std::vector<Entry> entries;
  for (size_t i = 0; i < recording.reference.size(); ++i)
    entries.push_back({&recording.reference[i], i, &OverlapGroup::reference});
  for (size_t i = 0; i < recording.estimated.size(); ++i)
    entries.push_back({&recording.estimated[i], i, &OverlapGroup::estimated});
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.event->event_label, a.event->onset) <
           std::tie(b.event->event_label, b.event->onset);
  });
  std::vector<OverlapGroup> groups;
  const Event* last = nullptr;
  double end = 0;
  for (const Entry& entry : entries) {
    const Event& event = *entry.event;
    if (!last || last->event_label != event.event_label || event.onset >= end) {
      groups.emplace_back();
      end = event.offset;
    }
    (groups.back().*entry.side).push_back(entry.index);
    end = std::max(end, event.offset);
    last = &event;
  }
  return groups;
}

void pair_group(const PairedEvents& recording, const OverlapGroup& group,
                std::vector<EventPair>& pairs) {
  std::vector<double> ratios;
  for (const size_t i : group.reference)
    for (const size_t j : group.estimated)
      ratios.push_back(overlap_ratio(recording.reference[i], recording.estimated[j]));
  const std::vector<int64_t> partners =
      heaviest_pairs(ratios, std::ssize(group.reference), std::ssize(group.estimated));
  for (size_t i = 0; i < partners.size(); ++i)
    if (partners[i] >= 0)
      pairs.push_back({group.reference[i], group.estimated[static_cast<size_t>(partners[i])]});
}

void sort_by_reference(std::vector<EventPair>& pairs) {
  std::sort(pairs.begin(), pairs.end(),
            [](const EventPair& a, const EventPair& b) { return a.reference < b.reference; });
}

struct Candidate {
  EventPair pair;
  double ratio;
  bool is_confusion;
};

/// Every pair that is well timed, those to be made first in front.
std::vector<Candidate> well_timed_candidates(const PairedEvents& recording) {
  std::vector<Candidate> candidates;
  for (size_t i = 0; i < recording.reference.size(); ++i)
    for (size_t j = 0; j < recording.estimated.size(); ++j) {
      const Event& reference = recording.reference[i];
      const Event& estimated = recording.estimated[j];
      const double ratio = overlap_ratio(reference, estimated);
      if (ratio >= well_timed_overlap)
        candidates.push_back({{i, j}, ratio, reference.event_label != estimated.event_label});
    }
  std::stable_sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
    return a.ratio != b.ratio ? a.ratio > b.ratio : a.is_confusion < b.is_confusion;
  });
  return candidates;
}

size_t index_of(const std::string& label, const std::vector<std::string>& labels) {
  const auto found = std::find(labels.begin(), labels.end(), label);
  if (found == labels.end())
    throw core::InvalidOptions({.what = "label of an event",
                                .got = label,
                                .expected = fmt::format("one of the {} given", labels.size())});
  return static_cast<size_t>(found - labels.begin());
}

std::optional<double> ratio_of(double part, int64_t whole) {
  if (whole == 0) return std::nullopt;
  return part / static_cast<double>(whole);
}

nlohmann::ordered_json json_or_null(const std::optional<double>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

void add_when(const PairedEvents& recording, const std::vector<EventPair>& pairs,
              WhatWhenTally& tally) {
  tally.pairs = std::ssize(pairs);
  for (const auto& [i, j] : pairs) {
    const Event& reference = recording.reference[i];
    const Event& estimated = recording.estimated[j];
    tally.onset_error += std::abs(estimated.onset - reference.onset);
    tally.offset_error += std::abs(estimated.offset - reference.offset);
    tally.overlap += overlap_ratio(reference, estimated);
  }
}

void add_what(const PairedEvents& recording, const std::vector<EventPair>& pairs,
              const std::vector<std::string>& labels, WhatWhenTally& tally) {
  tally.well_timed = std::ssize(pairs);
  tally.confusions.assign(labels.size() * labels.size(), 0);
  for (const auto& [i, j] : pairs) {
    const size_t truth = index_of(recording.reference[i].event_label, labels);
    const size_t heard = index_of(recording.estimated[j].event_label, labels);
    ++tally.confusions[truth * labels.size() + heard];
    tally.confused += truth != heard;
  }
}

}  // namespace

std::vector<EventPair> pairs_of_one_class(const PairedEvents& recording) {
  std::vector<EventPair> pairs;
  for (const OverlapGroup& group : overlap_groups(recording)) pair_group(recording, group, pairs);
  sort_by_reference(pairs);
  return pairs;
}

std::vector<EventPair> well_timed_pairs(const PairedEvents& recording) {
  std::vector<bool> is_paired(recording.reference.size());
  std::vector<bool> is_taken(recording.estimated.size());
  std::vector<EventPair> pairs;
  for (const Candidate& candidate : well_timed_candidates(recording)) {
    const auto [i, j] = candidate.pair;
    if (is_paired[i] || is_taken[j]) continue;
    is_paired[i] = is_taken[j] = true;
    pairs.push_back(candidate.pair);
  }
  sort_by_reference(pairs);
  return pairs;
}

WhatWhenTally what_when_tally(const PairedEvents& recording,
                              const std::vector<std::string>& labels) {
  WhatWhenTally tally{.reference = std::ssize(recording.reference),
                      .estimated = std::ssize(recording.estimated)};
  const std::vector<EventPair> when = pairs_of_one_class(recording);
  const std::vector<EventPair> what = well_timed_pairs(recording);
  add_when(recording, when, tally);
  add_what(recording, what, labels, tally);
  std::vector<bool> is_paired(recording.reference.size());
  std::vector<bool> is_taken(recording.estimated.size());
  for (const auto* pairs : {&when, &what})
    for (const auto& [i, j] : *pairs) is_paired[i] = is_taken[j] = true;
  tally.missed = std::count(is_paired.begin(), is_paired.end(), false);
  tally.extra = std::count(is_taken.begin(), is_taken.end(), false);
  return tally;
}

WhatWhenTally& WhatWhenTally::operator+=(const WhatWhenTally& other) {
  if (confusions.empty()) confusions.resize(other.confusions.size());
  if (!other.confusions.empty() && confusions.size() != other.confusions.size())
    throw core::InvalidOptions({.what = "tallies of events of different classes",
                                .got = fmt::format("{} pairs of classes", other.confusions.size()),
                                .expected = fmt::to_string(confusions.size()),
                                .fix = "give all recordings the same labels"});
  reference += other.reference;
  estimated += other.estimated;
  pairs += other.pairs;
  onset_error += other.onset_error;
  offset_error += other.offset_error;
  overlap += other.overlap;
  well_timed += other.well_timed;
  confused += other.confused;
  for (size_t i = 0; i < other.confusions.size(); ++i) confusions[i] += other.confusions[i];
  missed += other.missed;
  extra += other.extra;
  return *this;
}

WhatWhenErrors score(const WhatWhenTally& tally) {
  return {.onset_error = ratio_of(tally.onset_error, tally.pairs),
          .offset_error = ratio_of(tally.offset_error, tally.pairs),
          .overlap = ratio_of(tally.overlap, tally.pairs),
          .confusion = ratio_of(static_cast<double>(tally.confused), tally.well_timed),
          .missed = ratio_of(static_cast<double>(tally.missed), tally.reference),
          .extra = ratio_of(static_cast<double>(tally.extra), tally.estimated)};
}

nlohmann::ordered_json to_json(const WhatWhenTally& tally, const std::vector<std::string>& labels) {
  const WhatWhenErrors errors = score(tally);
  auto rows = nlohmann::ordered_json::array();
  const auto size = static_cast<ptrdiff_t>(labels.size());
  for (ptrdiff_t row = 0; size * size == std::ssize(tally.confusions) && row < size; ++row)
    rows.push_back(std::vector<int64_t>(tally.confusions.begin() + row * size,
                                        tally.confusions.begin() + (row + 1) * size));
  return {{"onset_error", json_or_null(errors.onset_error)},
          {"offset_error", json_or_null(errors.offset_error)},
          {"overlap", json_or_null(errors.overlap)},
          {"confusion", json_or_null(errors.confusion)},
          {"missed", json_or_null(errors.missed)},
          {"extra", json_or_null(errors.extra)},
          {"pairs", tally.pairs},
          {"well_timed", tally.well_timed},
          {"confusions", {{"labels", labels}, {"counts", std::move(rows)}}}};
}

}  // namespace pinna::metrics
