#include "pinna/data/synthesis/event_track.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pinna::data {

void EventTrack::add_event(SampleRange event) {
  event.offset = std::min(event.offset, num_samples());
  if (event.onset >= event.offset) return;
  if (!events.empty() && event.onset <= events.back().offset) {
    events.back().offset = std::max(events.back().offset, event.offset);
  } else {
    events.push_back(event);
  }
}

SampleRange draw_span(Take& take, double least_share) {
  constexpr double whole_clip_share = 0.4;
  if (take.random.chance(whole_clip_share)) return {.onset = 0, .offset = take.num_samples};
  const double length = static_cast<double>(take.num_samples);
  const double size = take.random.uniform(least_share, 1) * length;
  const double onset = take.random.uniform(0, length - size);
  return {.onset = static_cast<int64_t>(onset), .offset = static_cast<int64_t>(onset + size)};
}

void shape_span(EventTrack& track, SampleRange span, double seconds, int64_t sample_rate) {
  std::fill(track.samples.begin(), track.samples.begin() + span.onset, 0.0F);
  std::fill(track.samples.begin() + span.offset, track.samples.end(), 0.0F);
  const int64_t slope =
      std::min(span.size() / 2, static_cast<int64_t>(seconds * static_cast<double>(sample_rate)));
  for (int64_t i = 0; i < slope; ++i) {
    const double phase = (static_cast<double>(i) + 1) / (static_cast<double>(slope) + 1);
    const auto gain = static_cast<float>(0.5 - 0.5 * std::cos(std::numbers::pi * phase));
    if (span.onset > 0) track.samples[static_cast<size_t>(span.onset + i)] *= gain;
    if (span.offset < track.num_samples())
      track.samples[static_cast<size_t>(span.offset - 1 - i)] *= gain;
  }
  track.add_event(span);
}

double log_uniform(core::Random& random, double low, double high) {
  return low * std::pow(high / low, random.uniform());
}

double poisson_gap(core::Random& random, double rate) {
  return -std::log(1 - random.uniform()) / rate;
}

}  // namespace pinna::data
