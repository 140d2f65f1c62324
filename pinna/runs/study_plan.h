// Which runs a study consists of, in which order they are made, and who makes which.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/core/config.h"
#include "pinna/core/shard.h"

namespace pinna::runs {

/// One cell of a study.
struct RunKey {
  std::string arm = "";
  int64_t fold = 0;
  uint64_t seed = 0;
  auto operator<=>(const RunKey&) const = default;
};

/// "log_mel fold 2, seed 1".
std::string to_string(const RunKey& key);

/// Whether an arm may be called so: its name is a folder's name of letters, digits, '.', '_', '-'
/// and '+', not starting with a dot.
bool is_arm_name(std::string_view name);
/// What is_arm_name accepts, for messages.
inline constexpr std::string_view arm_name_rule =
    "letters, digits, '.', '_', '-' and '+', no dot in front";

/// Every arm with every fold and every seed.
struct StudyPlan {
  std::vector<std::string> arms = {};
  std::vector<int64_t> folds = {};
  std::vector<uint64_t> seeds = {};

  /// Seeds outermost, then folds, then arms, each in the order given: a study that is stopped has
  /// all arms of the folds that it finished.
  std::vector<RunKey> runs() const;

  /// The runs of one shard, in the same order. The shards are disjoint, together they are all runs,
  /// and their sizes differ by one at most. From fold to fold the arms move on to other shards, so
  /// that no shard gets all runs of a slow arm. InvalidOptions if there is no such shard.
  std::vector<RunKey> share(const core::Shard& shard) const;

  bool operator==(const StudyPlan&) const = default;
};

/// The plan that a study.toml holds: arms are the tables below [study.arms], or the one arm that
/// bears the name of the recipe. What is not there is empty in the plan.
StudyPlan plan_of(const core::ConfigTable& study);

}  // namespace pinna::runs
