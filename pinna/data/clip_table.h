// The list of labelled clips that every dataset becomes: what is trained and tested on, and what
// must stay apart.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pinna/core/options.h"

namespace pinna::data {

/// One labelled recording, or the part of one between two times.
struct Clip {
  std::string id;              ///< unique in its table; the same for .wav and .ogg editions
  std::filesystem::path path;  ///< the audio file
  std::string label;
  int64_t target = 0;  ///< index of `label` in ClipTable::labels
  int64_t fold = 0;    ///< 1, 2, ...; 0 where the table has no folds
  std::string group;   ///< source recording; clips of one group must never be split apart
  double onset = 0;    ///< seconds from the start of the file
  std::optional<double> offset = std::nullopt;  ///< seconds; empty means the end of the file
};

/// Who decided on the folds; it decides whether groups that cross them are accepted.
enum class FoldOrigin {
  none,      ///< there are no folds
  official,  ///< published with the dataset: crossing groups are reported, results stay comparable
  given,     ///< written in the table or by folder names: crossing groups are refused
  cut,       ///< cut by with_group_folds: groups cannot cross
};

/// Clips in the table's own order. Labels are fixed by the dataset as a whole, never by a fold.
struct ClipTable {
  std::string name;
  std::filesystem::path root;
  std::vector<std::string> labels;
  std::vector<Clip> clips;
  FoldOrigin fold_origin = FoldOrigin::none;
  std::string licence;                ///< as the dataset states it; empty if it does not
  std::vector<std::string> warnings;  ///< sentences for the reader of any result

  int64_t num_classes() const { return static_cast<int64_t>(labels.size()); }
  int64_t num_clips() const { return static_cast<int64_t>(clips.size()); }
  const Clip& clip(int64_t index) const { return clips[static_cast<size_t>(index)]; }
  /// The fold numbers that occur, ascending; empty if there are no folds.
  std::vector<int64_t> folds() const;
};

/// Sets `labels` to the sorted distinct labels of the clips and every target to match.
void assign_targets(ClipTable& table);

/// BadData unless there are clips, ids are unique, ids, labels, groups and names of files below the
/// root are UTF-8, and all or none have a fold; run by every reader.
void check_clips(const ClipTable& table);

}  // namespace pinna::data

template <>
struct pinna::core::EnumNames<pinna::data::FoldOrigin> {
  using Origin = data::FoldOrigin;
  static constexpr std::array names{
      std::pair{Origin::none, "none"}, std::pair{Origin::official, "official"},
      std::pair{Origin::given, "given"}, std::pair{Origin::cut, "cut"}};
};
