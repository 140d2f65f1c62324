#include "pinna/evaluation/tune_decoding.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "pinna/core/parallel.h"
#include "pinna/metrics/event_scores.h"

namespace pinna::evaluation {
namespace {

using decoding::DecodingOptions;

constexpr std::array thresholds{0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9};
constexpr std::array medians{0.0, 0.2, 0.33, 0.46, 0.71, 0.97, 1.35, 1.99};
constexpr std::array hysteresis{1.0, 0.5};

/// One class of the scores and its reference.
struct ClassScenes {
  std::vector<events::FrameScores> scores;
  std::vector<std::vector<events::Event>> reference;
};

ClassScenes scenes_of_class(const metrics::ScoreTable& table, const events::EventTable& reference,
                            int64_t index, const std::string& label) {
  ClassScenes scenes;
  for (const auto& [name, frames] : table) {
    scenes.scores.push_back({.labels = {label},
                             .frame_seconds = frames.frame_seconds,
                             .num_frames = frames.num_frames,
                             .scores = frames.column(index)});
    std::vector<events::Event>& list = scenes.reference.emplace_back();
    for (const events::Event& event : reference.at(name))
      if (event.event_label == label) list.push_back(event);
  }
  return scenes;
}

/// The scores after one median, which all thresholds share.
ClassScenes smoothed(ClassScenes scenes, double median_seconds) {
  for (events::FrameScores& scores : scenes.scores)
    scores = decoding::smoothed(scores, {&median_seconds, 1});
  return scenes;
}

double f1_of(const ClassScenes& scenes, DecodingOptions options,
             const metrics::CollarOptions& collars) {
  options.median_seconds = 0;
  metrics::EventTally tally;
  const std::vector<std::string> labels = scenes.scores.front().labels;
  for (size_t i = 0; i < scenes.scores.size(); ++i)
    tally += metrics::event_counts(
        {.reference = scenes.reference[i],
         .estimated = decoding::decode_events(scenes.scores[i], {&options, 1})},
        labels, collars);
  return metrics::score(tally.overall, metrics::CountedUnits::events).f_measure.value_or(0);
}

DecodingOptions best_options(const ClassScenes& scenes, const metrics::CollarOptions& collars) {
  DecodingOptions best;
  double best_f1 = 0;
  for (const double median : medians) {
    const ClassScenes smooth = smoothed(scenes, median);
    for (const double low : hysteresis)
      for (const double threshold : thresholds) {
        const DecodingOptions options{
            .threshold = threshold, .low_threshold = low * threshold, .median_seconds = median};
        const double f1 = f1_of(smooth, options, collars);
        if (f1 <= best_f1) continue;
        best_f1 = f1;
        best = options;
      }
  }
  return best;
}

}  // namespace

std::vector<DecodingOptions> tune_decoding(const metrics::ScoreTable& scores,
                                           const events::EventTable& reference,
                                           const std::vector<std::string>& labels,
                                           const metrics::CollarOptions& collars) {
  std::vector<DecodingOptions> options(labels.size());
  if (scores.empty()) return options;
  core::parallel_for(std::ssize(labels), 0, [&](int64_t index, int) {
    const auto i = static_cast<size_t>(index);
    options[i] = best_options(scenes_of_class(scores, reference, index, labels[i]), collars);
  });
  return options;
}

}  // namespace pinna::evaluation
