#include "pinna/data/split.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <unordered_set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::data {
namespace {

void require_fold(const ClipTable& table, int64_t fold) {
  const auto folds = table.folds();
  if (folds.empty())
    throw core::InvalidOptions({.what = "fold",
                                .got = std::to_string(fold),
                                .expected = "a table with folds",
                                .where = table.root.string(),
                                .fix = "cut folds by group first"});
  if (std::find(folds.begin(), folds.end(), fold) == folds.end())
    throw core::InvalidOptions({.what = "fold",
                                .got = std::to_string(fold),
                                .expected = fmt::format("one of {}", fmt::join(folds, ", ")),
                                .where = table.root.string()});
}

/// Picks whole groups out of training clips until every class has its share.
class ValidationCut {
 public:
  ValidationCut(const ClipTable& table, const std::vector<int64_t>& train, double fraction)
      : table_(table), train_(count_classes(table, train)) {
    for (const int64_t count : train_) wanted_.push_back(fraction * static_cast<double>(count));
  }

  /// Takes the group if that brings the classes' counts closer to what is wanted, in squares, and
  /// leaves every class something to train on.
  bool take(const ClipGroup& group) {
    const auto added = count_classes(table_, group.clips);
    double change = 0;  // of the sum of wanted^2
    for (size_t c = 0; c < added.size(); ++c) {
      if (added[c] > 0 && added[c] == train_[c]) return false;
      change += static_cast<double>(added[c]) * (static_cast<double>(added[c]) - 2 * wanted_[c]);
    }
    if (change >= 0) return false;
    for (size_t c = 0; c < added.size(); ++c) {
      train_[c] -= added[c];
      wanted_[c] -= static_cast<double>(added[c]);
    }
    return true;
  }

 private:
  const ClipTable& table_;
  std::vector<int64_t> train_;  ///< clips left, by class
  std::vector<double> wanted_;  ///< validation clips still missing, by class
};

/// Moves groups that have no tested clip from training to validation.
void cut_validation(const ClipTable& table, Split& split, double fraction, uint64_t seed) {
  std::unordered_set<std::string> tested;
  for (const int64_t i : split.test) tested.insert(table.clip(i).group);
  auto groups = groups_of(table, split.train);
  core::Random(seed, "validation", {split.fold}).shuffle(std::span(groups));
  ValidationCut cut(table, split.train, fraction);
  for (const ClipGroup& group : groups)
    if (!tested.contains(group.name) && cut.take(group))
      split.validation.insert(split.validation.end(), group.clips.begin(), group.clips.end());
  if (split.validation.empty())
    throw core::BadData({.what = "validation part",
                         .got = fmt::format("no group that fits a share of {}", fraction),
                         .expected = "several groups of each class",
                         .where = table.root.string(),
                         .fix = "raise validation_fraction or set it to 0"});
  std::sort(split.validation.begin(), split.validation.end());
  std::erase_if(split.train, [&](int64_t i) {
    return std::binary_search(split.validation.begin(), split.validation.end(), i);
  });
}

void require_one_split(const ClipTable& table, int64_t fold) {
  if (fold == 1) return;
  throw core::InvalidOptions({.what = "fold",
                              .got = std::to_string(fold),
                              .expected = "1, the only split by table order",
                              .where = table.root.string(),
                              .fix = "set study.folds = [1]"});
}

/// Of each class the first rows, the next and the last.
Split in_table_order(const ClipTable& table, const SplitOptions& options) {
  std::vector<std::vector<int64_t>> rows(table.labels.size());
  for (const int64_t i : all_clips(table))
    rows[static_cast<size_t>(table.clip(i).target)].push_back(i);
  Split split{.fold = 1};
  for (const auto& clips : rows) {
    const auto count = static_cast<double>(clips.size());
    const auto first_tested = std::llround(count * (1 - options.test_fraction));
    const auto first_validated = std::max<int64_t>(
        0, std::llround(count * (1 - options.test_fraction - options.validation_fraction)));
    for (int64_t row = 0; row < std::ssize(clips); ++row)
      (row < first_validated ? split.train
       : row < first_tested  ? split.validation
                             : split.test)
          .push_back(clips[static_cast<size_t>(row)]);
  }
  for (auto* part : {&split.train, &split.validation, &split.test}) std::ranges::sort(*part);
  return split;
}

Split held_out_fold(const ClipTable& table, int64_t fold) {
  Split split{.fold = fold, .num_splits = std::ssize(table.folds())};
  for (const int64_t i : all_clips(table))
    (table.clip(i).fold == fold ? split.test : split.train).push_back(i);
  return split;
}

[[noreturn]] void throw_crossing_groups(const ClipTable& table,
                                        const std::vector<ClipGroup>& crossing) {
  throw core::CheckFailed({.what = "leakage between the parts of the split",
                           .got = fmt::format("{} groups on both sides: {}", crossing.size(),
                                              list_groups(table, crossing)),
                           .expected = "all clips of a group in one part",
                           .where = table.root.string(),
                           .fix = "cut folds by group, or set groups = \"unsafe\" to go on with "
                                  "every result stamped"});
}

void check_classes(const ClipTable& table, Split& split) {
  const auto trained = count_classes(table, split.train);
  const auto tested = count_classes(table, split.test);
  for (size_t c = 0; c < trained.size(); ++c) {
    if (trained[c] == 0)
      throw core::BadData({.what = "class missing in the training part",
                           .got = fmt::format("no \"{}\" to train on when fold {} is tested",
                                              table.labels[c], split.fold),
                           .expected = "every class outside the tested fold",
                           .where = table.root.string(),
                           .fix = "spread the class over more folds or leave it out"});
    if (tested[c] == 0)
      split.warnings.push_back(
          fmt::format("fold {} has no \"{}\" to test", split.fold, table.labels[c]));
  }
}

}  // namespace

Split split_fold(const ClipTable& table, int64_t fold, const SplitOptions& options, uint64_t seed) {
  core::check_options(options);
  const bool by_folds = options.by == SplitBy::folds;
  by_folds ? require_fold(table, fold) : require_one_split(table, fold);
  Split split = by_folds ? held_out_fold(table, fold) : in_table_order(table, options);
  const bool official = by_folds && table.fold_origin == FoldOrigin::official;

  const auto crossing = groups_across_parts(table, split);
  if (!crossing.empty()) {
    split.warnings.push_back(
        fmt::format("{} source recordings are {}: {}", crossing.size(),
                    by_folds ? fmt::format("both trained and tested on in fold {}", fold)
                             : "in more than one of the training, validation and test parts",
                    list_groups(table, crossing)));
    if (options.groups == GroupPolicy::strict && !official) throw_crossing_groups(table, crossing);
    split.unsafe = !official;
  }
  if (by_folds && options.validation_fraction > 0)
    cut_validation(table, split, options.validation_fraction, seed);
  check_classes(table, split);
  return split;
}

std::vector<ClipGroup> groups_across_parts(const ClipTable& table, const Split& split) {
  std::vector<int64_t> part(table.clips.size(), 0);
  for (const int64_t i : split.validation) part[static_cast<size_t>(i)] = 1;
  for (const int64_t i : split.test) part[static_cast<size_t>(i)] = 2;
  return groups_across(table, [&](int64_t i) { return part[static_cast<size_t>(i)]; });
}

}  // namespace pinna::data
