// Folds for tables that have none, or whose folds are not wanted.
#pragma once

#include <cstdint>

#include "pinna/data/clip_table.h"

namespace pinna::data {

/// Replaces the folds by 1 ... num_folds: whole groups, largest first and otherwise in an order
/// drawn from the seed, each to the fold where the counts of its classes stay most even.
/// InvalidOptions unless 2 <= num_folds <= number of groups.
ClipTable with_group_folds(ClipTable table, int64_t num_folds, uint64_t seed);

}  // namespace pinna::data
