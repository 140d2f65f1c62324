// What a detector says of a recording: a score for every class in every frame.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "pinna/events/event.h"

namespace pinna::events {

/// Frame f covers [f, f + 1) * frame_seconds. Scores are row-major [frames, classes], usually
/// probabilities.
struct FrameScores {
  std::vector<std::string> labels = {};
  double frame_seconds = 0;
  int64_t num_frames = 0;
  std::vector<float> scores = {};

  int64_t num_classes() const { return static_cast<int64_t>(labels.size()); }
  float at(int64_t frame, int64_t index) const {
    return scores[static_cast<size_t>(frame * num_classes() + index)];
  }
  /// The frame at that time; after the end the last one.
  int64_t frame_at(double seconds) const {
    return std::min(static_cast<int64_t>(seconds / frame_seconds), num_frames - 1);
  }
  /// The scores of one class over time.
  std::vector<float> column(int64_t index) const;
  void set_column(int64_t index, std::span<const float> values);
  /// One class alone.
  FrameScores of_class(int64_t index) const;
};

/// The same scores in other frames and another order of classes: of each frame the one at its
/// middle, after the end the last one. InvalidOptions for no frame, and a label that is not there.
FrameScores on_grid(const FrameScores& scores, const std::vector<std::string>& labels,
                    int64_t num_frames, double frame_seconds);

/// Of each frame and class the largest score of all frames whose middles lie at most
/// `reach_seconds` apart.
FrameScores running_maximum(const FrameScores& scores, double reach_seconds);

/// The runs of frames whose score is at least `threshold`, as events; ends lie between frames.
std::vector<Event> runs_above(std::span<const float> scores, float threshold, double frame_seconds,
                              const std::string& label);

}  // namespace pinna::events
