// The table of kernels for one lane count; see kernels.h for what each does.
#pragma once

#include "pinna/dsp/kernels.h"
#include "pinna/dsp/lane_fft.h"

namespace pinna::dsp {
namespace {

template <int Lanes>
void power_spectrum(const RealFftTables& fft, const float* window, const float* const* frames,
                    float* work, float* power) {
  auto* points = reinterpret_cast<ComplexVec<Lanes>*>(work);
  auto* bins = reinterpret_cast<Vec<Lanes>*>(power);
  transform_frames<Lanes>(fft, window, frames, points);
  if (fft.n_fft % 2 == 1) {
    for (int64_t bin = 0; bin < fft.num_bins; ++bin) {
      const ComplexVec<Lanes> x = points[fft.order[bin]];
      bins[bin] = 4.0f * (x.re * x.re + x.im * x.im);
    }
    return;
  }
  const ComplexVec<Lanes> first = points[0];
  const Vec<Lanes> direct = 2.0f * (first.re + first.im);
  const Vec<Lanes> nyquist = 2.0f * (first.re - first.im);
  bins[0] = direct * direct;
  bins[fft.num_bins - 1] = nyquist * nyquist;
  for (int64_t i = 0; i < fft.num_pairs; ++i) {
    const FftPair& pair = fft.pairs[i];
    const ComplexVec<Lanes> a = points[pair.point], b = points[pair.mirrored_point];
    const ComplexVec<Lanes> even{a.re + b.re, a.im - b.im};
    const ComplexVec<Lanes> odd{a.im + b.im, b.re - a.re};
    const ComplexVec<Lanes> turned = times(odd, pair.twiddle_re, pair.twiddle_im);
    const ComplexVec<Lanes> sum = even + turned, difference = even - turned;
    bins[pair.bin] = sum.re * sum.re + sum.im * sum.im;
    bins[fft.num_bins - 1 - pair.bin] =
        difference.re * difference.re + difference.im * difference.im;
  }
}

template <int Lanes>
void raise(float* values, int64_t count, float exponent) {
  if (exponent == 0.5f) {
    for (int64_t i = 0; i < count; ++i) values[i] = __builtin_sqrtf(values[i]);
  } else {
    for (int64_t i = 0; i < count; ++i) values[i] = __builtin_powf(values[i], exponent);
  }
}

template <int Lanes>
void apply_bank(const BandTables& bank, const float* spectrum, float* bands) {
  const auto* bins = reinterpret_cast<const Vec<Lanes>*>(spectrum);
  auto* output = reinterpret_cast<Vec<Lanes>*>(bands);
  for (int64_t b = 0; b < bank.num_bands; ++b) {
    const BandTables::Band& band = bank.bands[b];
    const Vec<Lanes>* first = bins + band.first_bin;
    Vec<Lanes> sums[2] = {};
    int64_t i = 0;
    for (; i + 2 <= band.num_bins; i += 2) {
      sums[0] += first[i] * band.weights[i];
      sums[1] += first[i + 1] * band.weights[i + 1];
    }
    if (i < band.num_bins) sums[0] += first[i] * band.weights[i];
    output[b] = sums[0] + sums[1];
  }
}

template <int Lanes>
bool all_finite(const float* values, int64_t count) {
  const auto* vectors = reinterpret_cast<const Vec<Lanes>*>(values);
  // 0 * x is 0 for finite x and NaN otherwise; a sum keeps the NaN.
  Vec<Lanes> sum = {};
  for (int64_t i = 0; i < count / Lanes; ++i) sum += vectors[i] * 0.0f;
  for (int lane = 0; lane < Lanes; ++lane)
    if (sum[lane] != 0) return false;
  return true;
}

/// Natural logarithm of positive normal numbers, Cephes' polynomial: 1 ulp.
template <int Lanes>
inline Vec<Lanes> natural_log(Vec<Lanes> x) {
  using Int = IntVec<Lanes>;
  constexpr float sqrt_half = 0.70710678118654752440f;
  const Int bits = __builtin_bit_cast(Int, x);
  Int exponent = (bits >> 23) - 126;
  const Int mantissa_bits = (bits & 0x007fffff) | 0x3f000000;
  Vec<Lanes> m = __builtin_bit_cast(Vec<Lanes>, mantissa_bits);
  const Int small = m < sqrt_half;
  exponent += small;
  m = (small ? m + m : m) - 1.0f;
  const Vec<Lanes> z = m * m;
  Vec<Lanes> p = m * 7.0376836292e-2f - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  const Vec<Lanes> e = __builtin_convertvector(exponent, Vec<Lanes>);
  Vec<Lanes> y = m * z * p;
  y += e * -2.12194440e-4f;
  y -= 0.5f * z;
  return m + y + e * 0.693359375f;
}

template <int Lanes>
inline Vec<Lanes> larger(Vec<Lanes> a, Vec<Lanes> b) {
  return a > b ? a : b;
}

template <int Lanes>
void logarithm(const LogRule& rule, float* values, int64_t count) {
  auto* vectors = reinterpret_cast<Vec<Lanes>*>(values);
  const bool clamp = rule.floor == LogRule::Floor::clamp;
  const auto amin = splat<Lanes>(rule.amin);
  for (int64_t i = 0; i < count / Lanes; ++i) {
    const Vec<Lanes> x = vectors[i];
    const Vec<Lanes> safe = clamp ? larger<Lanes>(x, amin) : x + amin;
    vectors[i] = natural_log<Lanes>(safe) * rule.scale + rule.offset;
  }
}

template <int Lanes>
Extremes extremes(const float* values, int64_t count) {
  const auto* vectors = reinterpret_cast<const Vec<Lanes>*>(values);
  Vec<Lanes> low = vectors[0], high = vectors[0];
  for (int64_t i = 1; i < count / Lanes; ++i) {
    low = vectors[i] < low ? vectors[i] : low;
    high = larger<Lanes>(vectors[i], high);
  }
  Extremes found{low[0], high[0]};
  for (int lane = 1; lane < Lanes; ++lane) {
    found.lowest = low[lane] < found.lowest ? low[lane] : found.lowest;
    found.highest = high[lane] > found.highest ? high[lane] : found.highest;
  }
  return found;
}

template <int Lanes>
void store_rows(const float* block, int64_t rows, int64_t frames, float* target, int64_t stride) {
  const auto* vectors = reinterpret_cast<const Vec<Lanes>*>(block);
  for (int64_t row = 0; row < rows; ++row, target += stride) {
    if (frames == Lanes) {
      store_unaligned<Lanes>(target, vectors[row]);
    } else {
      for (int64_t lane = 0; lane < frames; ++lane) target[lane] = block[row * Lanes + lane];
    }
  }
}

template <int Lanes>
void shift_and_limit(float* values, int64_t count, float shift, float lowest) {
  const auto limit = splat<Lanes>(lowest);
  int64_t i = 0;
  for (; i + Lanes <= count; i += Lanes)
    store_unaligned<Lanes>(values + i,
                           larger<Lanes>(load_unaligned<Lanes>(values + i) + shift, limit));
  for (; i < count; ++i) {
    const float shifted = values[i] + shift;
    values[i] = shifted > lowest ? shifted : lowest;
  }
}

template <int Lanes>
constexpr Kernels kernel_table(std::string_view name) {
  return {.name = name,
          .lanes = Lanes,
          .power_spectrum = power_spectrum<Lanes>,
          .raise = raise<Lanes>,
          .apply_bank = apply_bank<Lanes>,
          .all_finite = all_finite<Lanes>,
          .logarithm = logarithm<Lanes>,
          .extremes = extremes<Lanes>,
          .store_rows = store_rows<Lanes>,
          .shift_and_limit = shift_and_limit<Lanes>};
}

}  // namespace
}  // namespace pinna::dsp
