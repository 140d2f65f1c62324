#include "pinna/decoding/decode_events.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::decoding {
namespace {

using events::Event;

void require_one_for_each(const events::FrameScores& scores, int64_t count) {
  if (count != scores.num_classes())
    throw core::InvalidOptions(
        {.what = "decoding options",
         .got = fmt::format("{} for {} classes", count, scores.num_classes()),
         .expected = "one for each class"});
}

void check(const events::FrameScores& scores, std::span<const DecodingOptions> options) {
  require_one_for_each(scores, std::ssize(options));
  for (size_t i = 0; i < options.size(); ++i)
    if (options[i].low_threshold > options[i].threshold)
      throw core::InvalidOptions(
          {.what = "low_threshold",
           .got = fmt::format("{} of {}", options[i].low_threshold, scores.labels[i]),
           .expected = fmt::format("at most the threshold, {}", options[i].threshold)});
}

/// Runs above the low threshold that reach the high one somewhere.
std::vector<Event> with_hysteresis(std::span<const float> scores, const DecodingOptions& options,
                                   double frame_seconds, const std::string& label) {
  std::vector<Event> runs =
      events::runs_above(scores, static_cast<float>(options.low_threshold), frame_seconds, label);
  std::erase_if(runs, [&](const Event& run) {
    const auto begin = scores.begin() + std::llround(run.onset / frame_seconds);
    const auto end = scores.begin() + std::llround(run.offset / frame_seconds);
    return *std::max_element(begin, end) < static_cast<float>(options.threshold);
  });
  return runs;
}

std::vector<Event> with_gaps_bridged(const std::vector<Event>& events, double max_gap) {
  std::vector<Event> bridged;
  for (const Event& event : events) {
    if (!bridged.empty() && event.onset - bridged.back().offset < max_gap) {
      bridged.back().offset = event.offset;
    } else {
      bridged.push_back(event);
    }
  }
  return bridged;
}

}  // namespace

std::vector<float> median_filtered(std::span<const float> scores, int64_t num_frames) {
  const int64_t reach = num_frames / 2;
  const int64_t size = std::ssize(scores);
  if (reach <= 0) return {scores.begin(), scores.end()};
  std::vector<float> filtered;
  filtered.reserve(scores.size());
  std::vector<float> window;
  for (int64_t frame = 0; frame < size; ++frame) {
    window.assign(scores.begin() + std::max<int64_t>(0, frame - reach),
                  scores.begin() + std::min(size, frame + reach + 1));
    const auto middle = window.begin() + static_cast<ptrdiff_t>((window.size() - 1) / 2);
    std::nth_element(window.begin(), middle, window.end());
    filtered.push_back(*middle);
  }
  return filtered;
}

int64_t median_frames(double seconds, double frame_seconds) {
  return std::max<int64_t>(0, std::llround((seconds / frame_seconds - 1) / 2)) * 2 + 1;
}

events::FrameScores smoothed(const events::FrameScores& scores,
                             std::span<const double> median_seconds) {
  require_one_for_each(scores, std::ssize(median_seconds));
  events::FrameScores result = scores;
  for (int64_t index = 0; index < scores.num_classes(); ++index)
    result.set_column(index,
                      median_filtered(scores.column(index),
                                      median_frames(median_seconds[static_cast<size_t>(index)],
                                                    scores.frame_seconds)));
  return result;
}

std::vector<Event> decode_events(const events::FrameScores& scores,
                                 std::span<const DecodingOptions> options) {
  check(scores, options);
  std::vector<double> medians;
  for (const DecodingOptions& of_class : options) medians.push_back(of_class.median_seconds);
  const events::FrameScores smooth = smoothed(scores, medians);
  std::vector<Event> events;
  for (int64_t index = 0; index < scores.num_classes(); ++index) {
    const auto i = static_cast<size_t>(index);
    std::vector<Event> found = with_gaps_bridged(
        with_hysteresis(smooth.column(index), options[i], scores.frame_seconds, scores.labels[i]),
        options[i].max_gap_seconds);
    std::erase_if(found,
                  [&](const Event& e) { return e.duration() < options[i].min_seconds - 1e-9; });
    events.insert(events.end(), found.begin(), found.end());
  }
  std::stable_sort(events.begin(), events.end(),
                   [](const Event& a, const Event& b) { return a.onset < b.onset; });
  return events;
}

}  // namespace pinna::decoding
