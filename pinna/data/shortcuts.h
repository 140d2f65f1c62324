// How far a classifier comes that hears nothing of a sound but how long it is and how far up its
// spectrum reaches. Both follow from how clips were recorded, cut and coded: what a network scores
// beyond this can be the sound, what it scores up to this need not be.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/data/clip_table.h"
#include "pinna/data/split.h"

namespace pinna::data {

/// All that such a classifier knows.
enum class Shortcut {
  length,                ///< seconds between the zeros at both ends
  bandwidth,             ///< frequency above which nothing is left (Bandwidth::occupied)
  length_and_bandwidth,  ///< both
};

/// What it scores where one fold is held out.
struct ShortcutFold {
  int64_t fold = 0;
  int64_t clips = 0;
  int64_t correct = 0;

  double accuracy() const {
    return clips > 0 ? static_cast<double>(correct) / static_cast<double>(clips) : 0;
  }
  bool operator==(const ShortcutFold&) const = default;
};

struct ShortcutScore {
  Shortcut shortcut = Shortcut::length;
  std::vector<ShortcutFold> folds = {};

  /// Of all folds together.
  int64_t clips() const;
  int64_t correct() const;
  double accuracy() const;
};

struct ShortcutReport {
  std::vector<ShortcutScore> scores = {};  ///< one for each Shortcut
  /// Accuracy on the same clips of always naming the class that is most frequent in training.
  double chance = 0;
  int64_t unreadable = 0;  ///< clips left out
};

/// One number a clip for each cue; those of unreadable clips are left out of training and test.
/// A cue is cut into ten parts that hold equally many training clips (equal values stay
/// together, edges lie midway between neighbours);
/// a clip is given the class that is most probable in its part, with one clip added to every part
/// of every class (naive Bayes where there are two cues; the first of equals). The clips of each of
/// `folds` are predicted from all others, as data::split_fold divides them; every clip is decoded
/// once, on all processors. Empty `folds`: all of the table. InvalidOptions for a table without
/// folds, otherwise as split_fold.
ShortcutReport shortcut_baselines(const ClipTable& table, const std::vector<int64_t>& folds,
                                  const SplitOptions& options);

}  // namespace pinna::data

template <>
struct pinna::core::EnumNames<pinna::data::Shortcut> {
  static constexpr std::array names{
      std::pair{data::Shortcut::length, "length"},
      std::pair{data::Shortcut::bandwidth, "bandwidth"},
      std::pair{data::Shortcut::length_and_bandwidth, "length_and_bandwidth"}};
};
