// Which of the events that a detector proposes in one recording are there, when a language model
// over event labels has its say: a lattice in which each candidate is kept or dropped, its best
// subset, posterior probabilities, and lists of subsets for models that look back further (n-best
// rescoring: Ostendorf et al. 1991).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pinna/decoding/label_bigram.h"
#include "pinna/events/event.h"
#include "pinna/events/frame_scores.h"

namespace pinna::decoding {

/// A run of frames of one class that might be an event.
struct Candidate {
  events::Event event = {};
  int64_t label = 0;    ///< index of event.event_label in the labels of scores and model
  double log_odds = 0;  ///< logit of the run's highest score, within [-12, 12]

  bool operator==(const Candidate&) const = default;
};

/// Some of the candidates.
struct Subset {
  std::vector<int64_t> kept = {};  ///< indices of candidates, ascending
  double log_score = 0;            ///< natural logarithm, relative to keeping none

  bool operator==(const Subset&) const = default;
};

/// The runs of frames whose score is at least `threshold`, by onset, then label; scores are read as
/// probabilities. InvalidOptions for a threshold outside [0, 1], or scores that are not
/// [frames, classes] or whose frames have no length.
std::vector<Candidate> candidates_of(const events::FrameScores& scores, double threshold = 0.1);

/// The subset with the highest log score, by Viterbi's algorithm over the last event kept: the sum
/// over those kept of
///
///     log_odds + weight * (log P(label | label of the one kept before) - log P(label)),
///
/// where the first has none before it and gets first_probability(). Relative to the unigram, a
/// model without order changes nothing. Time is quadratic in the candidates. InvalidOptions for
/// candidates that are not in the order of candidates_of() or whose labels are not the model's, or
/// a weight that is negative or not finite.
Subset best_subset(std::span<const Candidate> candidates, const LabelBigram& bigram, double weight);

/// Probability that each candidate is kept if subsets are as probable as the exponential of that
/// log score, by the forward-backward algorithm (Rabiner 1989) in logarithms: the sigmoid of
/// log_odds where the weight is 0. Throws likewise.
std::vector<double> kept_probabilities(std::span<const Candidate> candidates,
                                       const LabelBigram& bigram, double weight);

/// The `count` subsets with the highest sums of log_odds, best first: all there are where there are
/// fewer, so one, which is empty, without candidates. InvalidOptions for a count below 1.
std::vector<Subset> n_best_subsets(std::span<const Candidate> candidates, int64_t count);

/// Probability that each candidate is kept if one of these different subsets is right, each as
/// probable as the exponential of log_score + weight * language score, which is
/// log P(sequence of labels) - sum of log P(label) by any model. What no subset keeps gets 0.
/// InvalidOptions for no subset, indices that are not candidates or do not ascend, other than one
/// finite language score a subset, or a weight that is negative or not finite.
std::vector<double> kept_probabilities(std::span<const Candidate> candidates,
                                       std::span<const Subset> subsets,
                                       std::span<const double> language_scores, double weight);

/// The scores with each candidate's frames, in its class, moved in the logit domain by as much as
/// separates the candidate's log_odds from the logit of its new probability, within [-12, 12]: its
/// highest score becomes that probability. Scores stay in [0, 1]; frames of no candidate stay as
/// they are. InvalidOptions unless there is one probability in [0, 1] for each candidate, and the
/// candidates lie within the scores and have their labels.
events::FrameScores rescored(const events::FrameScores& scores,
                             std::span<const Candidate> candidates,
                             std::span<const double> kept_probabilities);

}  // namespace pinna::decoding
