// One step of a Viterbi search among ordered states that are reached from near ones only.
#pragma once

#include "pinna/dsp/kernels.h"
#include "pinna/dsp/lane_vector.h"

namespace pinna::dsp {
namespace {

template <int Lanes>
struct DoubleTypes {
  typedef double Vector __attribute__((vector_size(4 * Lanes)));
  typedef int64_t Index __attribute__((vector_size(4 * Lanes)));
  typedef double Unaligned __attribute__((vector_size(4 * Lanes), aligned(8), may_alias));
  typedef int64_t UnalignedIndex __attribute__((vector_size(4 * Lanes), aligned(8), may_alias));
};

template <int Lanes>
void best_predecessors(const MoveScores& moves, const double* scores, int64_t num_states,
                       double* best, int64_t* from) {
  using Types = DoubleTypes<Lanes>;
  constexpr int64_t step = Lanes / 2;
  for (int64_t state = 0; state < num_states; state += 2 * step) {
    const double* near = scores + state + moves.first;
    typename Types::Vector largest[2];
    typename Types::Index origin[2] = {};
    for (int half = 0; half < 2; ++half)
      largest[half] =
          *reinterpret_cast<const typename Types::Unaligned*>(near + half * step) + moves.scores[0];
    for (int64_t d = 1; d < moves.count; ++d) {
#pragma GCC unroll 2
      for (int half = 0; half < 2; ++half) {
        const typename Types::Vector candidate =
            *reinterpret_cast<const typename Types::Unaligned*>(near + half * step + d) +
            moves.scores[d];
        const typename Types::Index better = candidate > largest[half];
        largest[half] = better ? candidate : largest[half];
        origin[half] = better ? d - typename Types::Index{} : origin[half];
      }
    }
    for (int half = 0; half < 2; ++half) {
      *reinterpret_cast<typename Types::Unaligned*>(best + state + half * step) = largest[half];
      *reinterpret_cast<typename Types::UnalignedIndex*>(from + state + half * step) = origin[half];
    }
  }
}

}  // namespace
}  // namespace pinna::dsp
