// One step of a Viterbi search among ordered states that are reached from near ones only.
#pragma once

#include "pinna/dsp/kernels.h"
#include "pinna/dsp/lane_vector.h"

namespace pinna::dsp {
namespace {

template <int Lanes>
void best_predecessors(const MoveScores& moves, const double* scores, int64_t num_states,
                       double* best, int64_t* from) {
  constexpr int64_t step = Lanes / 2;
  using Score = Vec<step, double>;
  using Index = Vec<step, int64_t>;
  for (int64_t state = 0; state < num_states; state += 2 * step) {
    const double* near = scores + state + moves.first;
    Score largest[2];
    Index origin[2] = {};
    for (int half = 0; half < 2; ++half)
      largest[half] = load_unaligned<step>(near + half * step) + moves.scores[0];
    for (int64_t d = 1; d < moves.count; ++d) {
#pragma GCC unroll 2
      for (int half = 0; half < 2; ++half) {
        const Score candidate = load_unaligned<step>(near + half * step + d) + moves.scores[d];
        const Index better = candidate > largest[half];
        largest[half] = better ? candidate : largest[half];
        origin[half] = better ? d - Index{} : origin[half];
      }
    }
    for (int half = 0; half < 2; ++half) {
      store_unaligned<step>(best + state + half * step, largest[half]);
      store_unaligned<step>(from + state + half * step, origin[half]);
    }
  }
}

}  // namespace
}  // namespace pinna::dsp
