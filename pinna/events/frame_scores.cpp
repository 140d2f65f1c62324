#include "pinna/events/frame_scores.h"

#include <algorithm>
#include <deque>

#include "pinna/core/error.h"

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

FrameScores FrameScores::of_class(int64_t index) const {
  return {.labels = {labels[static_cast<size_t>(index)]},
          .frame_seconds = frame_seconds,
          .num_frames = num_frames,
          .scores = column(index)};
}

FrameScores on_grid(const FrameScores& scores, const std::vector<std::string>& labels,
                    int64_t num_frames, double frame_seconds) {
  if (scores.num_frames < 1)
    throw core::InvalidOptions({.what = "frame scores", .got = "no frame"});
  FrameScores result{.labels = labels,
                     .frame_seconds = frame_seconds,
                     .num_frames = num_frames,
                     .scores = std::vector<float>(labels.size() * static_cast<size_t>(num_frames))};
  for (int64_t index = 0; index < std::ssize(labels); ++index) {
    const std::string& label = labels[static_cast<size_t>(index)];
    const auto found = std::find(scores.labels.begin(), scores.labels.end(), label);
    if (found == scores.labels.end())
      throw core::InvalidOptions({.what = "frame scores", .got = "no class " + label});
    std::vector<float> column;
    for (int64_t frame = 0; frame < num_frames; ++frame)
      column.push_back(
          scores.at(scores.frame_at((static_cast<double>(frame) + 0.5) * frame_seconds),
                    found - scores.labels.begin()));
    result.set_column(index, column);
  }
  return result;
}

FrameScores running_maximum(const FrameScores& scores, double reach_seconds) {
  const auto reach = static_cast<int64_t>(reach_seconds / scores.frame_seconds + 1e-9);
  FrameScores result = scores;
  for (int64_t index = 0; index < scores.num_classes(); ++index) {
    const std::vector<float> column = scores.column(index);
    std::vector<float> largest;
    std::deque<int64_t> falling;  // frames that are the largest of all up to the newest
    for (int64_t frame = 0, next = 0; frame < scores.num_frames; ++frame) {
      for (; next <= std::min(frame + reach, scores.num_frames - 1); ++next) {
        const auto value_at = [&](int64_t k) { return column[static_cast<size_t>(k)]; };
        while (!falling.empty() && value_at(falling.back()) <= value_at(next)) falling.pop_back();
        falling.push_back(next);
      }
      if (falling.front() < frame - reach) falling.pop_front();
      largest.push_back(column[static_cast<size_t>(falling.front())]);
    }
    result.set_column(index, largest);
  }
  return result;
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
