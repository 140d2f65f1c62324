// Which event follows which: a bigram language model over labels.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pinna/events/event.h"

namespace pinna::decoding {

/// Probabilities of labels after labels, smoothed as Witten and Bell 1991 (Chen and Goodman, "An
/// empirical study of smoothing techniques for language modeling", 1999): a label after which many
/// different ones were seen gives more to those that were not.
class LabelBigram {
 public:
  /// From the events of recordings in the order of their onsets. InvalidOptions for no labels or
  /// one twice; BadData for a label that is not among them.
  LabelBigram(const events::EventTable& reference, std::vector<std::string> labels);

  /// From what counts() gave. BadData unless there are labels + labels^2 of them, none negative.
  static LabelBigram from_counts(std::vector<std::string> labels,
                                 const std::vector<int64_t>& counts);

  const std::vector<std::string>& labels() const { return labels_; }
  /// How often each label came first, then for each label how often each came right after it.
  std::vector<int64_t> counts() const;
  bool operator==(const LabelBigram&) const = default;
  /// Share of the label in all events, one added to each count.
  double probability(int64_t label) const;
  /// Of `label` right after `previous`.
  double probability(int64_t label, int64_t previous) const;
  /// Of `label` as the first of a recording.
  double first_probability(int64_t label) const;

 private:
  using Counts = std::vector<int64_t>;
  double smoothed(const Counts& counts, int64_t label) const;
  std::vector<int64_t> sequence_of(const std::vector<events::Event>& events) const;

  std::vector<std::string> labels_;
  Counts all_;
  Counts first_;
  std::vector<Counts> after_;  ///< [previous][label]
};

}  // namespace pinna::decoding
