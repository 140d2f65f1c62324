#include "pinna/metrics/segment_based.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

constexpr double max_segments = 1e7;

double last_offset(const PairedEvents& recording) {
  double last = 0;
  for (const auto* list : {&recording.reference, &recording.estimated})
    for (const events::Event& event : *list) last = std::max(last, event.offset);
  return last;
}

int64_t count_segments(double length, double time_resolution, const std::string& filename) {
  const double segments = std::ceil(length / time_resolution);
  if (!(time_resolution > 0) || segments > max_segments)
    throw core::InvalidOptions(
        {.what = "time resolution of segment-based scores [s]",
         .got = fmt::format("{} for a recording of {} s", time_resolution, length),
         .expected = fmt::format("above 0 and at most {:.0f} segments", max_segments),
         .where = filename});
  return static_cast<int64_t>(segments);
}

/// Activity of one class in every segment.
std::vector<bool> activity(const std::vector<events::Event>& list, const std::string& label,
                           double time_resolution, int64_t num_segments) {
  std::vector<bool> active(static_cast<size_t>(num_segments));
  for (const events::Event& event : list) {
    if (event.event_label != label) continue;
    const auto first = static_cast<int64_t>(std::floor(event.onset / time_resolution));
    const auto end = static_cast<int64_t>(std::ceil(event.offset / time_resolution));
    for (int64_t k = first; k < std::min(end, num_segments); ++k)
      active[static_cast<size_t>(k)] = true;
  }
  return active;
}

}  // namespace

EventTally segment_counts(const PairedEvents& recording, const std::vector<std::string>& labels,
                          double time_resolution, std::optional<double> length) {
  const int64_t num_segments =
      count_segments(length.value_or(last_offset(recording)), time_resolution, recording.filename);
  const auto size = static_cast<size_t>(num_segments);
  std::vector<int64_t> hits(size);
  std::vector<int64_t> references(size);
  std::vector<int64_t> estimates(size);

  EventTally tally;
  for (const std::string& label : labels) {
    const auto reference = activity(recording.reference, label, time_resolution, num_segments);
    const auto estimated = activity(recording.estimated, label, time_resolution, num_segments);
    EventCounts counts;
    for (size_t k = 0; k < size; ++k) {
      const bool hit = reference[k] && estimated[k];
      counts.reference += reference[k];
      counts.estimated += estimated[k];
      counts.hits += hit;
      counts.rejections += !reference[k] && !estimated[k];
      references[k] += reference[k];
      estimates[k] += estimated[k];
      hits[k] += hit;
    }
    counts.deletions = counts.reference - counts.hits;
    counts.insertions = counts.estimated - counts.hits;
    tally.overall += counts;
    tally.class_wise.push_back(counts);
  }

  // A missed and an invented class of the same segment are one substitution.
  tally.overall.deletions = 0;
  tally.overall.insertions = 0;
  for (size_t k = 0; k < size; ++k) {
    tally.overall.substitutions += std::min(references[k], estimates[k]) - hits[k];
    tally.overall.deletions += std::max<int64_t>(0, references[k] - estimates[k]);
    tally.overall.insertions += std::max<int64_t>(0, estimates[k] - references[k]);
  }
  return tally;
}

}  // namespace pinna::metrics
