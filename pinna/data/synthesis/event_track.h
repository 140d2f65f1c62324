// The sound of one family in one clip, before it is recorded: samples and when they sound.
#pragma once

#include <cstdint>
#include <vector>

#include "pinna/core/random.h"

namespace pinna::data {

/// Samples onset to offset - 1.
struct SampleRange {
  int64_t onset = 0;
  int64_t offset = 0;
  int64_t size() const { return offset - onset; }
  bool operator==(const SampleRange&) const = default;
};

/// What a family of sounds is asked for. It first draws from `source` what all takes of one source
/// share (the bell, the shoe, the bird), then from `random` what differs from take to take.
struct Take {
  int64_t num_samples = 0;
  int64_t sample_rate = 0;  ///< Hz
  core::Random source;
  core::Random random;

  int64_t to_samples(double seconds) const {
    return static_cast<int64_t>(seconds * static_cast<double>(sample_rate));
  }
  double seconds() const {
    return static_cast<double>(num_samples) / static_cast<double>(sample_rate);
  }
};

/// Samples are exactly 0 outside the events; the events are in order and do not overlap.
struct EventTrack {
  std::vector<float> samples = {};
  std::vector<SampleRange> events = {};

  explicit EventTrack(int64_t num_samples) : samples(static_cast<size_t>(num_samples)) {}
  int64_t num_samples() const { return static_cast<int64_t>(samples.size()); }
  /// Appends an event that starts no earlier than the last one, cut at the track's end; what
  /// overlaps the last one lengthens it.
  void add_event(SampleRange event);
};

/// Where a continuous sound is heard: often the whole clip, else at least `least_share` of it.
SampleRange draw_span(Take& take, double least_share);

/// Silence outside `span`, and a raised-cosine slope of `seconds` at each end that lies inside the
/// clip; adds the span as an event.
void shape_span(EventTrack& track, SampleRange span, double seconds, int64_t sample_rate);

/// Uniform on a logarithmic scale, as for frequencies and rates.
double log_uniform(core::Random& random, double low, double high);

/// Time to the next event of a Poisson process with `rate` events a second.
double poisson_gap(core::Random& random, double rate);

}  // namespace pinna::data
