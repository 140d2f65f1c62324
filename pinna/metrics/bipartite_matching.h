// The most pairs that can be made of two sets when only some pairs are allowed.
// Hopcroft and Karp 1973.
#pragma once

#include <cstdint>
#include <vector>

namespace pinna::metrics {

/// `allowed[left]` lists the right-hand members that `left` may be paired with, in order of
/// preference; members are numbered from 0. Returns for each right-hand member its partner, or -1.
///
/// Of several largest matchings it is the one of mir_eval and sed_eval, given the same order: a
/// greedy one in the order of `left_order`, then enlarged along shortest augmenting paths.
std::vector<int64_t> match_pairs(const std::vector<std::vector<int64_t>>& allowed,
                                 const std::vector<int64_t>& left_order, int64_t num_right);

}  // namespace pinna::metrics
