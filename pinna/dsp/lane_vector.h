// Vectors of lanes. The lane_*.h headers are compiled once for each instruction set: everything in
// them has internal linkage and uses no inline function of the standard library, because the linker
// could otherwise keep a copy that the processor cannot run.
#pragma once

#include <cstdint>

#include <stddef.h>

namespace pinna::dsp {
namespace {

template <int Lanes, class Scalar>
struct LaneTypes {
  static constexpr int size = Lanes * static_cast<int>(sizeof(Scalar));
  typedef Scalar Vector __attribute__((vector_size(size)));
  typedef Scalar Aliased __attribute__((vector_size(size), may_alias));
  typedef Scalar Unaligned __attribute__((vector_size(size), aligned(sizeof(Scalar)), may_alias));
};

template <int Lanes, class Scalar = float>
using Vec = typename LaneTypes<Lanes, Scalar>::Vector;
template <int Lanes>
using IntVec = Vec<Lanes, int32_t>;
/// The bits of floats in memory.
template <int Lanes>
using AliasedInt = typename LaneTypes<Lanes, int32_t>::Aliased;

template <int Lanes, class Scalar>
inline Vec<Lanes, Scalar> load_unaligned(const Scalar* source) {
  return *reinterpret_cast<const typename LaneTypes<Lanes, Scalar>::Unaligned*>(source);
}

template <int Lanes, class Scalar>
inline void store_unaligned(Scalar* target, Vec<Lanes, Scalar> value) {
  *reinterpret_cast<typename LaneTypes<Lanes, Scalar>::Unaligned*>(target) = value;
}

template <int Lanes>
inline Vec<Lanes> splat(float value) {
  return value - Vec<Lanes>{};
}

template <int Lanes, class Part = float>
struct ComplexVec {
  using Scalar = Part;
  Vec<Lanes, Part> re, im;
};

template <int Lanes, class Scalar>
inline ComplexVec<Lanes, Scalar> operator+(ComplexVec<Lanes, Scalar> a,
                                           ComplexVec<Lanes, Scalar> b) {
  return {a.re + b.re, a.im + b.im};
}
template <int Lanes, class Scalar>
inline ComplexVec<Lanes, Scalar> operator-(ComplexVec<Lanes, Scalar> a,
                                           ComplexVec<Lanes, Scalar> b) {
  return {a.re - b.re, a.im - b.im};
}
/// Times (re + i im), the same number in every lane.
template <int Lanes, class Scalar>
inline ComplexVec<Lanes, Scalar> times(ComplexVec<Lanes, Scalar> a, Scalar re, Scalar im) {
  return {a.re * re - a.im * im, a.re * im + a.im * re};
}
/// Times -i.
template <int Lanes, class Scalar>
inline ComplexVec<Lanes, Scalar> times_minus_i(ComplexVec<Lanes, Scalar> a) {
  return {a.im, -a.re};
}

}  // namespace
}  // namespace pinna::dsp
