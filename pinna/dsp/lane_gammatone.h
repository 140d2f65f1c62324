// Gammatone filters, one in each lane.
#pragma once

#include "pinna/dsp/kernels.h"
#include "pinna/dsp/lane_vector.h"

namespace pinna::dsp {
namespace {

/// state = pole * state + input, all complex.
template <int Lanes>
inline ComplexVec<Lanes> after_pole(ComplexVec<Lanes> pole, ComplexVec<Lanes> state,
                                    ComplexVec<Lanes> input) {
  return {input.re + pole.re * state.re - pole.im * state.im,
          input.im + pole.re * state.im + pole.im * state.re};
}

template <int Lanes>
void gammatone(const GammatoneTables& bank, const float* samples, int64_t count, float* states,
               float* energies) {
  for (int64_t f = 0; f < bank.num_filters; f += Lanes) {
    auto* state = reinterpret_cast<ComplexVec<Lanes>*>(states + f * GammatoneTables::state_floats);
    const ComplexVec<Lanes> pole{load_unaligned<Lanes>(bank.pole_re + f),
                                 load_unaligned<Lanes>(bank.pole_im + f)};
    const Vec<Lanes> gain = load_unaligned<Lanes>(bank.gain + f);
    ComplexVec<Lanes> s1 = state[0], s2 = state[1], s3 = state[2], s4 = state[3];
    Vec<Lanes> energy{};
    for (int64_t i = 0; i < count; ++i) {
      s1 = after_pole<Lanes>(pole, s1, {gain * samples[i], Vec<Lanes>{}});
      s2 = after_pole<Lanes>(pole, s2, s1);
      s3 = after_pole<Lanes>(pole, s3, s2);
      s4 = after_pole<Lanes>(pole, s4, s3);
      const Vec<Lanes> output = 6.0f * s4.re - 12.0f * s3.re + 7.0f * s2.re - s1.re;
      energy += output * output;
    }
    state[0] = s1, state[1] = s2, state[2] = s3, state[3] = s4;
    store_unaligned<Lanes>(energies + f, energy);
  }
}

}  // namespace
}  // namespace pinna::dsp
