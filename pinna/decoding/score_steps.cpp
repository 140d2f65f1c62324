#include "pinna/decoding/score_steps.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/decoding/decode_events.h"
#include "pinna/decoding/event_lattice.h"

namespace pinna::decoding {
namespace {

/// In the frames and the order of classes of `scores`.
events::FrameScores like(const events::FrameScores& scores, const events::FrameScores& others) {
  return events::on_grid(others, scores.labels, scores.num_frames, scores.frame_seconds);
}

double logit(double probability) {
  constexpr double smallest = 1e-6;
  const double p = std::clamp(probability, smallest, 1 - smallest);
  return std::log(p / (1 - p));
}

/// A list of subsets says too little of weak candidates, with any weight: what counts is how far
/// the language model moves each of them within the list. Weight 0 moves none.
std::vector<double> moved_by(const std::vector<Candidate>& candidates,
                             const std::vector<Subset>& subsets,
                             const std::vector<double>& language_scores, double weight) {
  const std::vector<double> without = kept_probabilities(candidates, subsets, language_scores, 0);
  std::vector<double> moved = kept_probabilities(candidates, subsets, language_scores, weight);
  for (size_t i = 0; i < moved.size(); ++i) {
    const double log_odds = candidates[i].log_odds + logit(moved[i]) - logit(without[i]);
    moved[i] = 1 / (1 + std::exp(-log_odds));
  }
  return moved;
}

struct Apply {
  events::FrameScores scores;
  const Surroundings& surroundings;

  events::FrameScores operator()(const MedianStep& step) const {
    return smoothed(scores, step.seconds);
  }
  events::FrameScores operator()(const HmmStep& step) const {
    return smoothed_by(step.hmms, scores);
  }
  events::FrameScores operator()(const GateStep& step) const {
    if (!surroundings.tags)
      throw core::InvalidOptions({.what = "gate over frame scores", .got = "no tags"});
    const events::FrameScores gates = like(scores, *surroundings.tags);
    events::FrameScores passed = scores;
    for (size_t i = 0; i < passed.scores.size(); ++i) {
      const float tag = gates.scores[i];
      if (step.kind == GateKind::soft)
        passed.scores[i] *= std::pow(tag, static_cast<float>(step.amount));
      else if (tag < step.amount)
        passed.scores[i] = 0;
    }
    return passed;
  }
  events::FrameScores operator()(const BigramStep& step) const {
    const std::vector<Candidate> candidates = candidates_of(scores, step.threshold);
    return rescored(scores, candidates, kept_probabilities(candidates, step.bigram, step.weight));
  }
  events::FrameScores operator()(const RescoringStep& step) const {
    const std::vector<Candidate> candidates = candidates_of(scores, step.threshold);
    const std::vector<Subset> subsets = n_best_subsets(candidates, step.num_subsets);
    std::vector<LabelSequence> sequences;
    for (const Subset& subset : subsets) {
      LabelSequence& sequence = sequences.emplace_back();
      for (const int64_t kept : subset.kept)
        sequence.push_back(candidates[static_cast<size_t>(kept)].label);
    }
    return rescored(
        scores, candidates,
        moved_by(candidates, subsets, step.model->language_scores(sequences), step.weight));
  }
  events::FrameScores operator()(const StackStep& step) const {
    const size_t opinions = 1 + surroundings.others.size() + (surroundings.tags ? 1 : 0);
    if (std::ssize(step.classes) != scores.num_classes() ||
        std::ranges::any_of(step.classes, [&](const LogisticStack& stack) {
          return stack.weights.size() != opinions;
        }))
      throw core::InvalidOptions({.what = "stack of frame scores",
                                  .got = fmt::format("{} opinions", opinions),
                                  .expected = "as many as it was fitted to, for each class"});
    events::FrameScores stacked = scores;
    for (int64_t index = 0; index < scores.num_classes(); ++index) {
      const std::vector<float> rows = opinions_on(scores, surroundings, index);
      std::vector<float> column;
      for (size_t row = 0; row < rows.size(); row += opinions)
        column.push_back(static_cast<float>(step.classes[static_cast<size_t>(index)].probability(
            std::span(rows).subspan(row, opinions))));
      stacked.set_column(index, column);
    }
    return stacked;
  }
};

}  // namespace

events::FrameScores apply(const ScoreStep& step, events::FrameScores scores,
                          const Surroundings& surroundings) {
  return std::visit(Apply{std::move(scores), surroundings}, step);
}

std::vector<float> opinions_on(const events::FrameScores& scores, const Surroundings& surroundings,
                               int64_t index) {
  std::vector<std::vector<float>> columns{scores.column(index)};
  for (const events::FrameScores* others : surroundings.others)
    columns.push_back(like(scores, *others).column(index));
  if (surroundings.tags) columns.push_back(like(scores, *surroundings.tags).column(index));
  std::vector<float> rows;
  for (size_t frame = 0; frame < columns.front().size(); ++frame)
    for (const std::vector<float>& column : columns) rows.push_back(column[frame]);
  return rows;
}

}  // namespace pinna::decoding
