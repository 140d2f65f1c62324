// Which members of two sets to pair when every pair has a weight. Kuhn 1955; the algorithm of
// Jonker and Volgenant 1987, cubic in the smaller set.
#pragma once

#include <cstdint>
#include <vector>

namespace pinna::metrics {

/// `weights` [num_left, num_right], not negative. Returns for each left-hand member its partner, or
/// -1, so that each right-hand member has one partner at most and the weights of the pairs have the
/// largest sum. Pairs of weight 0 are none. InvalidOptions for another number of weights.
std::vector<int64_t> heaviest_pairs(const std::vector<double>& weights, int64_t num_left,
                                    int64_t num_right);

}  // namespace pinna::metrics
