// Any model of which labels follow which.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pinna::decoding {

/// Indices of labels in the order of their events' onsets.
using LabelSequence = std::vector<int64_t>;

class SequenceModel {
 public:
  virtual ~SequenceModel() = default;
  /// Of each sequence log P(sequence) - sum of log P(label): 0 where order says nothing, and for
  /// the empty sequence.
  virtual std::vector<double> language_scores(std::span<const LabelSequence> sequences) const = 0;
};

}  // namespace pinna::decoding
