// What a classifier said about clips: the input of every clip-level score.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace pinna::metrics {

/// n clips, k classes. Row-major [n, k]: probabilities[clip * k + class].
struct ClipPredictions {
  std::vector<std::string> labels = {};   ///< [k] class names, in the order of the columns
  std::vector<std::string> clips = {};    ///< [n] clip ids
  std::vector<int64_t> targets = {};      ///< [n] true classes, each in [0, k)
  std::vector<float> probabilities = {};  ///< [n, k], finite, in [0, 1]
  /// [n] source recordings: clips of one are no independent evidence. Empty: each clip is its own.
  std::vector<std::string> groups = {};

  int64_t num_clips() const { return static_cast<int64_t>(clips.size()); }
  int64_t num_classes() const { return static_cast<int64_t>(labels.size()); }
  std::span<const float> row(int64_t clip) const;
  /// The most probable class; the first of equals.
  int64_t predicted(int64_t clip) const;
  /// The source recording of a clip, or the clip itself.
  const std::string& group(int64_t clip) const;

  bool operator==(const ClipPredictions&) const = default;
};

/// BadData unless the shapes agree, targets are in range and probabilities lie in [0, 1].
/// `where` names the source in the message.
void check_predictions(const ClipPredictions& predictions, const std::string& where);

/// All clips one after another, as pooling over folds needs it. Where only some parts have groups,
/// the others' clips are their own. BadData if the labels differ; InvalidOptions if `parts` is
/// empty.
ClipPredictions pooled(std::span<const ClipPredictions> parts);

/// One set of predictions from several networks for the same clips: the mean of their
/// probabilities, clips in the order of the first. BadData if labels, clips or targets differ;
/// InvalidOptions if `members` is empty.
ClipPredictions ensemble(std::span<const ClipPredictions> members);

}  // namespace pinna::metrics
