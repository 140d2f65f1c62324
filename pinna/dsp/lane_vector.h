// Vectors of lanes. The lane_*.h headers are compiled once for each instruction set: everything in
// them has internal linkage and uses no inline function of the standard library, because the linker
// could otherwise keep a copy that the processor cannot run.
#pragma once

#include <cstdint>

#include <stddef.h>

namespace pinna::dsp {
namespace {

template <int Lanes>
struct LaneTypes {
  typedef float Float __attribute__((vector_size(4 * Lanes)));
  typedef int32_t Int __attribute__((vector_size(4 * Lanes)));
  typedef int32_t AliasedInt __attribute__((vector_size(4 * Lanes), may_alias));
  typedef float UnalignedFloat __attribute__((vector_size(4 * Lanes), aligned(4), may_alias));
};

template <int Lanes>
using Vec = typename LaneTypes<Lanes>::Float;
template <int Lanes>
using IntVec = typename LaneTypes<Lanes>::Int;
/// The bits of floats in memory.
template <int Lanes>
using AliasedInt = typename LaneTypes<Lanes>::AliasedInt;

template <int Lanes>
inline Vec<Lanes> load_unaligned(const float* source) {
  return *reinterpret_cast<const typename LaneTypes<Lanes>::UnalignedFloat*>(source);
}

template <int Lanes>
inline void store_unaligned(float* target, Vec<Lanes> value) {
  *reinterpret_cast<typename LaneTypes<Lanes>::UnalignedFloat*>(target) = value;
}

template <int Lanes>
inline Vec<Lanes> splat(float value) {
  return value - Vec<Lanes>{};
}

template <int Lanes>
struct ComplexVec {
  Vec<Lanes> re, im;
};

template <int Lanes>
inline ComplexVec<Lanes> operator+(ComplexVec<Lanes> a, ComplexVec<Lanes> b) {
  return {a.re + b.re, a.im + b.im};
}
template <int Lanes>
inline ComplexVec<Lanes> operator-(ComplexVec<Lanes> a, ComplexVec<Lanes> b) {
  return {a.re - b.re, a.im - b.im};
}
/// Times (re + i im), the same number in every lane.
template <int Lanes>
inline ComplexVec<Lanes> times(ComplexVec<Lanes> a, float re, float im) {
  return {a.re * re - a.im * im, a.re * im + a.im * re};
}
/// Times -i.
template <int Lanes>
inline ComplexVec<Lanes> times_minus_i(ComplexVec<Lanes> a) {
  return {a.im, -a.re};
}

}  // namespace
}  // namespace pinna::dsp
