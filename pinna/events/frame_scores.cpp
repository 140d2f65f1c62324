#include "pinna/events/frame_scores.h"

namespace pinna::events {

std::vector<float> FrameScores::column(int64_t index) const {
  std::vector<float> values;
  values.reserve(static_cast<size_t>(num_frames));
  for (int64_t frame = 0; frame < num_frames; ++frame) values.push_back(at(frame, index));
  return values;
}

void FrameScores::set_column(int64_t index, std::span<const float> values) {
  for (int64_t frame = 0; frame < num_frames; ++frame)
    scores[static_cast<size_t>(frame * num_classes() + index)] = values[static_cast<size_t>(frame)];
}

std::vector<Event> runs_above(std::span<const float> scores, float threshold, double frame_seconds,
                              const std::string& label) {
  std::vector<Event> events;
  size_t begin = 0;
  for (size_t frame = 0; frame <= scores.size(); ++frame) {
    const bool is_above = frame < scores.size() && scores[frame] >= threshold;
    if (is_above) continue;
    if (begin < frame)
      events.push_back({.onset = static_cast<double>(begin) * frame_seconds,
                        .offset = static_cast<double>(frame) * frame_seconds,
                        .event_label = label});
    begin = frame + 1;
  }
  return events;
}

}  // namespace pinna::events
