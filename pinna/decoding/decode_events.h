// From scores to events: smoothing, thresholds with hysteresis, least lengths.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/events/event.h"
#include "pinna/events/frame_scores.h"

namespace pinna::decoding {

/// How one class is decoded.
struct DecodingOptions {
  double threshold = 0.5;
  double low_threshold = 0.5;
  double median_seconds = 0.448;
  double min_seconds = 0;
  double max_gap_seconds = 0;

  static void fields(auto&& field) {
    using core::at_least;
    using core::between;
    field("threshold", &DecodingOptions::threshold, "an event must reach this score",
          between(0, 1));
    field("low_threshold", &DecodingOptions::low_threshold,
          "and lasts as long as scores stay above this; at most threshold", between(0, 1));
    field("median_seconds", &DecodingOptions::median_seconds,
          "scores are first replaced by the median of so long a window; 0: not", at_least(0));
    field("max_gap_seconds", &DecodingOptions::max_gap_seconds,
          "shorter gaps between events are bridged", at_least(0));
    field("min_seconds", &DecodingOptions::min_seconds, "shorter events are dropped", at_least(0));
  }
  bool operator==(const DecodingOptions&) const = default;
};

/// Running median over an odd number of frames, the window's frames beyond the ends left out: the
/// lower of the two middle ones where their number is even. One frame changes nothing.
std::vector<float> median_filtered(std::span<const float> scores, int64_t num_frames);

/// The odd number of frames nearest to that time, at least 1.
int64_t median_frames(double seconds, double frame_seconds);

/// The scores with a median filter over them, one width for each class; InvalidOptions otherwise.
events::FrameScores smoothed(const events::FrameScores& scores,
                             std::span<const double> median_seconds);

/// Events by onset, of all classes: median, hysteresis, gaps, least length, in this order. One
/// entry of options for each class; InvalidOptions otherwise or where low_threshold exceeds
/// threshold.
std::vector<events::Event> decode_events(const events::FrameScores& scores,
                                         std::span<const DecodingOptions> options);

}  // namespace pinna::decoding
