#include "pinna/decoding/event_lattice.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <queue>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/decoding/markov_chain.h"

namespace pinna::decoding {
namespace {

constexpr double largest_logit = 12;

double sigmoid(double logit) {
  return 1 / (1 + std::exp(-logit));
}

double clamped_logit(double probability) {
  const double inside = std::clamp(probability, 0.0, 1.0);
  return std::clamp(std::log(inside / (1 - inside)), -largest_logit, largest_logit);
}

bool is_before(const Candidate& a, const Candidate& b) {
  return std::tie(a.event.onset, a.label) < std::tie(b.event.onset, b.label);
}

void require_frames(const events::FrameScores& scores) {
  if (std::ssize(scores.scores) != scores.num_frames * scores.num_classes() ||
      (scores.num_frames > 0 && !(scores.frame_seconds > 0)))
    throw core::InvalidOptions(
        {.what = "frame scores",
         .got = fmt::format("{} scores for {} frames of {} s and {} classes", scores.scores.size(),
                            scores.num_frames, scores.frame_seconds, scores.num_classes()),
         .expected = "frames x classes, frames longer than 0 s"});
}

void require_weight(double weight) {
  if (!std::isfinite(weight) || weight < 0)
    throw core::InvalidOptions({.what = "weight of a language model",
                                .got = fmt::format("{}", weight),
                                .expected = "finite, at least 0"});
}

void require_labels(std::span<const Candidate> candidates, const std::vector<std::string>& labels) {
  for (const Candidate& candidate : candidates)
    if (candidate.label < 0 || candidate.label >= std::ssize(labels) ||
        labels[static_cast<size_t>(candidate.label)] != candidate.event.event_label)
      throw core::InvalidOptions(
          {.what = "label of a candidate",
           .got = fmt::format("{} as number {}", candidate.event.event_label, candidate.label),
           .expected = fmt::format("its place among {} labels", labels.size()),
           .fix = "give scores and language model the same labels in the same order"});
}

/// The first frame of an event and the one after its last.
std::pair<size_t, size_t> frames_of(const events::Event& event, const events::FrameScores& scores) {
  const double begin = std::round(event.onset / scores.frame_seconds);
  const double end = std::round(event.offset / scores.frame_seconds);
  if (!(begin >= 0 && begin <= end && end <= static_cast<double>(scores.num_frames)))
    throw core::InvalidOptions({.what = "candidate",
                                .got = fmt::format("{} to {} s", event.onset, event.offset),
                                .expected = fmt::format("within {} frames of {} s",
                                                        scores.num_frames, scores.frame_seconds)});
  return {static_cast<size_t>(begin), static_cast<size_t>(end)};
}

/// What a path through the candidates gains at each step, its logarithms weighted.
class Lattice {
 public:
  Lattice(std::span<const Candidate> candidates, const LabelBigram& bigram, double weight)
      : candidates_(candidates), num_labels_(bigram.labels().size()) {
    require_weight(weight);
    require_labels(candidates, bigram.labels());
    if (!std::is_sorted(candidates.begin(), candidates.end(), is_before))
      throw core::InvalidOptions({.what = "candidates",
                                  .got = "another order",
                                  .expected = "sorted by onset, then label"});
    std::set<int64_t> present;
    for (const Candidate& candidate : candidates) present.insert(candidate.label);
    first_.resize(num_labels_);
    after_.resize(num_labels_ * num_labels_);
    for (const int64_t label : present) {
      const double alone = std::log(bigram.probability(label));
      const auto column = static_cast<size_t>(label);
      first_[column] = weight * (std::log(bigram.first_probability(label)) - alone);
      for (const int64_t previous : present)
        after_[static_cast<size_t>(previous) * num_labels_ + column] =
            weight * (std::log(bigram.probability(label, previous)) - alone);
    }
  }

  size_t size() const { return candidates_.size(); }
  /// Of keeping `index` first.
  double first(size_t index) const { return candidates_[index].log_odds + first_[label(index)]; }
  /// Of keeping `index` next after `previous`.
  double after(size_t index, size_t previous) const {
    return candidates_[index].log_odds + after_[label(previous) * num_labels_ + label(index)];
  }

 private:
  size_t label(size_t index) const { return static_cast<size_t>(candidates_[index].label); }

  std::span<const Candidate> candidates_;
  size_t num_labels_;
  std::vector<double> first_;  ///< [label]
  std::vector<double> after_;  ///< [previous][label]
};

/// Candidates by how little it costs to treat one otherwise than its log odds say.
std::vector<size_t> by_flip_cost(std::span<const Candidate> candidates) {
  std::vector<size_t> order(candidates.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return std::abs(candidates[a].log_odds) < std::abs(candidates[b].log_odds);
  });
  return order;
}

/// Candidates with positive log odds, but for those that are flipped.
std::vector<int64_t> kept_after(std::span<const Candidate> candidates,
                                const std::vector<size_t>& order,
                                const std::vector<size_t>& flips) {
  std::vector<bool> is_kept;
  for (const Candidate& candidate : candidates) is_kept.push_back(candidate.log_odds > 0);
  for (const size_t rank : flips) is_kept[order[rank]] = !is_kept[order[rank]];
  std::vector<int64_t> kept;
  for (size_t i = 0; i < is_kept.size(); ++i)
    if (is_kept[i]) kept.push_back(static_cast<int64_t>(i));
  return kept;
}

void require_subsets(std::span<const Subset> subsets, int64_t num_candidates,
                     std::span<const double> language_scores) {
  if (subsets.empty() || subsets.size() != language_scores.size() ||
      !std::all_of(language_scores.begin(), language_scores.end(),
                   [](double score) { return std::isfinite(score); }))
    throw core::InvalidOptions(
        {.what = "language scores of subsets",
         .got = fmt::format("{} for {} subsets", language_scores.size(), subsets.size()),
         .expected = "a finite one for each of at least one subset"});
  for (const Subset& subset : subsets) {
    int64_t least = 0;
    for (const int64_t index : subset.kept) {
      if (index < least || index >= num_candidates)
        throw core::InvalidOptions(
            {.what = "subset of candidates",
             .got = fmt::format("index {}", index),
             .expected = fmt::format("ascending, below {}", num_candidates)});
      least = index + 1;
    }
  }
}

}  // namespace

std::vector<Candidate> candidates_of(const events::FrameScores& scores, double threshold) {
  require_frames(scores);
  if (!(threshold >= 0 && threshold <= 1))
    throw core::InvalidOptions({.what = "threshold of candidates",
                                .got = fmt::format("{}", threshold),
                                .expected = "0 to 1"});
  std::vector<Candidate> candidates;
  for (int64_t label = 0; label < scores.num_classes(); ++label) {
    const std::vector<float> column = scores.column(label);
    for (events::Event& run :
         events::runs_above(column, static_cast<float>(threshold), scores.frame_seconds,
                            scores.labels[static_cast<size_t>(label)])) {
      const auto [begin, end] = frames_of(run, scores);
      const float highest = *std::max_element(column.data() + begin, column.data() + end);
      candidates.push_back(
          {.event = std::move(run), .label = label, .log_odds = clamped_logit(highest)});
    }
  }
  std::sort(candidates.begin(), candidates.end(), is_before);
  return candidates;
}

Subset best_subset(std::span<const Candidate> candidates, const LabelBigram& bigram,
                   double weight) {
  const Lattice lattice(candidates, bigram, weight);
  constexpr size_t none = std::numeric_limits<size_t>::max();
  std::vector<double> best(lattice.size());
  std::vector<size_t> from(lattice.size(), none);
  size_t last = none;
  double highest = 0;
  for (size_t i = 0; i < lattice.size(); ++i) {
    best[i] = lattice.first(i);
    for (size_t previous = 0; previous < i; ++previous) {
      const double score = best[previous] + lattice.after(i, previous);
      if (score <= best[i]) continue;
      best[i] = score;
      from[i] = previous;
    }
    if (best[i] <= highest) continue;
    highest = best[i];
    last = i;
  }
  Subset subset{.log_score = highest};
  for (size_t i = last; i != none; i = from[i]) subset.kept.push_back(static_cast<int64_t>(i));
  std::reverse(subset.kept.begin(), subset.kept.end());
  return subset;
}

std::vector<double> kept_probabilities(std::span<const Candidate> candidates,
                                       const LabelBigram& bigram, double weight) {
  const Lattice lattice(candidates, bigram, weight);
  const size_t count = lattice.size();
  std::vector<double> forward(count);   // everything up to and with i, which is kept
  std::vector<double> backward(count);  // everything after i, which is kept
  std::vector<double> terms;
  for (size_t i = 0; i < count; ++i) {
    terms.assign(1, lattice.first(i));
    for (size_t previous = 0; previous < i; ++previous)
      terms.push_back(forward[previous] + lattice.after(i, previous));
    forward[i] = log_sum(terms);
  }
  for (size_t i = count; i-- > 0;) {
    terms.assign(1, 0);
    for (size_t next = i + 1; next < count; ++next)
      terms.push_back(lattice.after(next, i) + backward[next]);
    backward[i] = log_sum(terms);
  }
  terms = forward;
  for (size_t i = 0; i < count; ++i) terms[i] += backward[i];
  std::vector<double> endings = forward;
  endings.push_back(0);
  const double total = log_sum(endings);
  for (double& term : terms) term = std::min(1.0, std::exp(term - total));
  return terms;
}

std::vector<Subset> n_best_subsets(std::span<const Candidate> candidates, int64_t count) {
  if (count < 1)
    throw core::InvalidOptions(
        {.what = "number of subsets", .got = fmt::format("{}", count), .expected = "at least 1"});
  const std::vector<size_t> order = by_flip_cost(candidates);
  double highest = 0;
  for (const Candidate& candidate : candidates) highest += std::max(0.0, candidate.log_odds);
  const auto cost_of = [&](const std::vector<size_t>& flips) {
    double cost = 0;
    for (const size_t rank : flips) cost += std::abs(candidates[order[rank]].log_odds);
    return cost;
  };
  // Each set of flips has two that follow: its last rank moved on by one, and the next one added.
  // Every set is reached once, and none before a cheaper one.
  using Flips = std::pair<double, std::vector<size_t>>;
  std::priority_queue<Flips, std::vector<Flips>, std::greater<>> queue;
  queue.push({0.0, {}});
  std::vector<Subset> subsets;
  while (!queue.empty() && std::ssize(subsets) < count) {
    const auto [cost, flips] = queue.top();
    queue.pop();
    subsets.push_back({.kept = kept_after(candidates, order, flips), .log_score = highest - cost});
    const size_t next = flips.empty() ? 0 : flips.back() + 1;
    if (next == order.size()) continue;
    std::vector<size_t> following = flips;
    following.push_back(next);
    queue.push({cost_of(following), following});
    if (flips.empty()) continue;
    following.erase(following.end() - 2);
    queue.push({cost_of(following), following});
  }
  return subsets;
}

std::vector<double> kept_probabilities(std::span<const Candidate> candidates,
                                       std::span<const Subset> subsets,
                                       std::span<const double> language_scores, double weight) {
  require_weight(weight);
  require_subsets(subsets, std::ssize(candidates), language_scores);
  std::vector<double> logs;
  for (size_t i = 0; i < subsets.size(); ++i)
    logs.push_back(subsets[i].log_score + weight * language_scores[i]);
  const double total = log_sum(logs);
  std::vector<double> probabilities(candidates.size());
  for (size_t i = 0; i < subsets.size(); ++i)
    for (const int64_t index : subsets[i].kept)
      probabilities[static_cast<size_t>(index)] += std::exp(logs[i] - total);
  for (double& probability : probabilities) probability = std::min(1.0, probability);
  return probabilities;
}

events::FrameScores rescored(const events::FrameScores& scores,
                             std::span<const Candidate> candidates,
                             std::span<const double> kept_probabilities) {
  require_frames(scores);
  require_labels(candidates, scores.labels);
  if (candidates.size() != kept_probabilities.size() ||
      !std::all_of(kept_probabilities.begin(), kept_probabilities.end(),
                   [](double probability) { return probability >= 0 && probability <= 1; }))
    throw core::InvalidOptions(
        {.what = "probabilities of candidates",
         .got = fmt::format("{} for {} candidates", kept_probabilities.size(), candidates.size()),
         .expected = "one in [0, 1] for each"});
  events::FrameScores moved = scores;
  for (size_t i = 0; i < candidates.size(); ++i) {
    const double shift = clamped_logit(kept_probabilities[i]) - candidates[i].log_odds;
    const auto [begin, end] = frames_of(candidates[i].event, scores);
    for (size_t frame = begin; frame < end; ++frame) {
      float& score =
          moved.scores[frame * scores.labels.size() + static_cast<size_t>(candidates[i].label)];
      // The difference, not the value: without a shift a score beyond the clamp stays itself.
      const double logit = clamped_logit(score);
      const double change = sigmoid(logit + shift) - sigmoid(logit);
      score = static_cast<float>(std::clamp(score + change, 0.0, 1.0));
    }
  }
  return moved;
}

}  // namespace pinna::decoding
