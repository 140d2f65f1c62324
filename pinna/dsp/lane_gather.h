// From frames in memory, one after the other, to frames in lanes: small transpositions.
#pragma once

#include <utility>

#include "pinna/dsp/lane_vector.h"

namespace pinna::dsp {
namespace {

template <int... I>
using Indices = std::integer_sequence<int, I...>;
template <int Count>
using IndicesUpTo = std::make_integer_sequence<int, Count>;

template <int Lanes, int... I>
inline Vec<Lanes> joined(Vec<Lanes / 2> low, Vec<Lanes / 2> high, Indices<I...>) {
  return __builtin_shufflevector(low, high, I...);
}

/// Four samples each of the frames first_frame, first_frame + step, ...: one frame per quad.
template <int Lanes>
inline Vec<Lanes> load_quads(const float* const* frames, int step, int64_t sample) {
  if constexpr (Lanes == 4) {
    return load_unaligned<4>(frames[0] + sample);
  } else {
    const auto low = load_quads<Lanes / 2>(frames, step, sample);
    const auto high = load_quads<Lanes / 2>(frames + Lanes / 8 * step, step, sample);
    return joined<Lanes>(low, high, IndicesUpTo<Lanes>{});
  }
}

/// Interleaves the lower (Half = 0) or upper (1) pairs of each quad: a0 b0 a1 b1.
template <int Lanes, int Half, int... I>
inline Vec<Lanes> interleaved(Vec<Lanes> a, Vec<Lanes> b, Indices<I...>) {
  return __builtin_shufflevector(a, b, ((I % 2) * Lanes + I / 4 * 4 + Half * 2 + I % 4 / 2)...);
}
/// The lower or upper halves of each quad, one after the other: a0 a1 b0 b1.
template <int Lanes, int Half, int... I>
inline Vec<Lanes> halves(Vec<Lanes> a, Vec<Lanes> b, Indices<I...>) {
  return __builtin_shufflevector(a, b, (I % 4 / 2 * Lanes + I / 4 * 4 + Half * 2 + I % 2)...);
}

/// One sample of every frame.
template <int Lanes>
inline Vec<Lanes> gather1(const float* const* frames, int64_t sample) {
  Vec<Lanes> column;
  for (int lane = 0; lane < Lanes; ++lane) column[lane] = frames[lane][sample];
  return column;
}

/// samples[i], lane l = frames[l][first + i], for four i.
template <int Lanes>
inline void gather4(const float* const* frames, int64_t first, Vec<Lanes> (&samples)[4]) {
  constexpr IndicesUpTo<Lanes> all;
  const auto a = load_quads<Lanes>(frames + 0, 4, first);
  const auto b = load_quads<Lanes>(frames + 1, 4, first);
  const auto c = load_quads<Lanes>(frames + 2, 4, first);
  const auto d = load_quads<Lanes>(frames + 3, 4, first);
  const auto ab_low = interleaved<Lanes, 0>(a, b, all), ab_high = interleaved<Lanes, 1>(a, b, all);
  const auto cd_low = interleaved<Lanes, 0>(c, d, all), cd_high = interleaved<Lanes, 1>(c, d, all);
  samples[0] = halves<Lanes, 0>(ab_low, cd_low, all);
  samples[1] = halves<Lanes, 1>(ab_low, cd_low, all);
  samples[2] = halves<Lanes, 0>(ab_high, cd_high, all);
  samples[3] = halves<Lanes, 1>(ab_high, cd_high, all);
}

/// Two frames fill no quad.
template <>
inline void gather4<2>(const float* const* frames, int64_t first, Vec<2> (&samples)[4]) {
  for (int i = 0; i < 4; ++i) samples[i] = gather1<2>(frames, first + i);
}

/// rows[i], lane l = frames[l][i], i < count.
template <int Lanes>
inline void gather_rows(const float* const* frames, int64_t count, Vec<Lanes>* rows) {
  int64_t i = 0;
  for (; i + 4 <= count; i += 4) {
    Vec<Lanes> four[4];
    gather4<Lanes>(frames, i, four);
    for (int64_t j = 0; j < 4; ++j) rows[i + j] = four[j];
  }
  for (; i < count; ++i) rows[i] = gather1<Lanes>(frames, i);
}

}  // namespace
}  // namespace pinna::dsp
