// The table of kernels for one lane count; see kernels.h for what each does.
#pragma once

#include "pinna/dsp/kernels.h"
#include "pinna/dsp/lane_compress.h"
#include "pinna/dsp/lane_fft.h"
#include "pinna/dsp/lane_gammatone.h"
#include "pinna/dsp/lane_math.h"
#include "pinna/dsp/lane_median.h"
#include "pinna/dsp/lane_path.h"
#include "pinna/dsp/lane_unfused.h"

namespace pinna::dsp {
namespace {

/// Transforms the frames and calls store(bin, X[bin]) for every bin. The window is halved.
template <int Lanes, class Scalar, class Store>
inline void for_each_bin(const RealFftTables<Scalar>& fft, const Scalar* window,
                         const float* const* frames, float* work, const Store& store) {
  using Complex = ComplexVec<Lanes, Scalar>;
  auto* points = reinterpret_cast<Complex*>(work);
  transform_frames(fft, window, frames, points);
  if (fft.n_fft % 2 == 1) {
    for (int64_t bin = 0; bin < fft.num_bins; ++bin) {
      const Complex x = points[fft.order[bin]];
      store(bin, Complex{x.re + x.re, x.im + x.im});
    }
    return;
  }
  const Complex first = points[0];
  store(0, Complex{2.0f * (first.re + first.im), {}});
  store(fft.num_bins - 1, Complex{2.0f * (first.re - first.im), {}});
  for (int64_t i = 0; i < fft.num_pairs; ++i) {
    const FftPair<Scalar>& pair = fft.pairs[i];
    const Complex a = points[pair.point], b = points[pair.mirrored_point];
    const Complex even{a.re + b.re, a.im - b.im};
    const Complex odd{a.im + b.im, b.re - a.re};
    const Complex turned = times(odd, pair.twiddle_re, pair.twiddle_im);
    store(pair.bin, even + turned);
    const Complex mirrored = even - turned;
    store(fft.num_bins - 1 - pair.bin, Complex{mirrored.re, -mirrored.im});
  }
}

/// A vector of doubles holds half the lanes: then a block is two transforms.
template <int Lanes, class Scalar>
void power_spectrum(const RealFftTables<Scalar>& fft, const Scalar* window,
                    const float* const* frames, float* work, float* power) {
  constexpr int parts = sizeof(Scalar) / sizeof(float), lanes = Lanes / parts;
  for (int part = 0; part < parts; ++part) {
    auto* bins = reinterpret_cast<Vec<lanes>*>(power) + part;
    for_each_bin<lanes>(
        fft, window, frames + part * lanes, work, [&](int64_t bin, ComplexVec<lanes, Scalar> x) {
          bins[bin * parts] = __builtin_convertvector(x.re * x.re + x.im * x.im, Vec<lanes>);
        });
  }
}

template <int Lanes>
void complex_spectrum(const RealFftTables<float>& fft, const float* window,
                      const float* const* frames, float* work, float* spectrum) {
  auto* real = reinterpret_cast<Vec<Lanes>*>(spectrum);
  auto* imaginary = real + fft.num_bins;
  for_each_bin<Lanes>(fft, window, frames, work, [&](int64_t bin, ComplexVec<Lanes> x) {
    real[bin] = x.re;
    imaginary[bin] = x.im;
  });
}

template <int Lanes>
void raise(const float* values, int64_t count, float exponent, float* raised) {
  if (exponent == 0.5f) {
    for (int64_t i = 0; i < count; ++i) raised[i] = __builtin_sqrtf(values[i]);
  } else {
    for (int64_t i = 0; i < count; ++i) raised[i] = __builtin_powf(values[i], exponent);
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
void apply_complex_bank(const BandTables& bank, int64_t num_bins, const float* spectrum,
                        float* values) {
  const auto* bins = reinterpret_cast<const Vec<Lanes>*>(spectrum);
  auto* output = reinterpret_cast<Vec<Lanes>*>(values);
  for (int64_t b = 0; b < bank.num_bands; ++b) {
    const BandTables::Band& band = bank.bands[b];
    const Vec<Lanes>* real = bins + band.first_bin;
    const Vec<Lanes>* imaginary = real + num_bins;
    Vec<Lanes> rr = {}, ii = {}, ri = {}, ir = {};
    for (int64_t i = 0; i < band.num_bins; ++i) {
      const float re = band.weights[2 * i], im = band.weights[2 * i + 1];
      rr += real[i] * re;
      ii += imaginary[i] * im;
      ri += real[i] * im;
      ir += imaginary[i] * re;
    }
    output[b] = rr - ii;
    output[bank.num_bands + b] = ri + ir;
  }
}

template <int Lanes>
void magnitudes(const float* parts, int64_t count, float* magnitudes) {
  for (int64_t i = 0; i < count; ++i)
    magnitudes[i] = __builtin_sqrtf(parts[i] * parts[i] + parts[count + i] * parts[count + i]);
}

/// One tile of correlate: Columns vectors of results.
template <int Lanes, int Columns>
inline void correlate_tile(const float* weights, int64_t num_weights, const float* source,
                           float* target) {
  Vec<Lanes> sums[Columns];
#pragma GCC unroll 8
  for (int c = 0; c < Columns; ++c) sums[c] = load_unaligned<Lanes>(target + c * Lanes);
  for (int64_t j = 0; j < num_weights; ++j) {
#pragma GCC unroll 8
    for (int c = 0; c < Columns; ++c)
      sums[c] += load_unaligned<Lanes>(source + j + c * Lanes) * weights[j];
  }
#pragma GCC unroll 8
  for (int c = 0; c < Columns; ++c) store_unaligned<Lanes>(target + c * Lanes, sums[c]);
}

template <int Lanes>
void correlate(const float* weights, int64_t num_weights, const float* source, int64_t count,
               float* target) {
  constexpr int columns = 8;
  int64_t i = 0;
  for (; i + columns * Lanes <= count; i += columns * Lanes)
    correlate_tile<Lanes, columns>(weights, num_weights, source + i, target + i);
  for (; i + Lanes <= count; i += Lanes)
    correlate_tile<Lanes, 1>(weights, num_weights, source + i, target + i);
  for (; i < count; ++i)
    for (int64_t j = 0; j < num_weights; ++j) target[i] += source[i + j] * weights[j];
}

/// One tile of mix_rows: Rows outputs of Columns vectors of frames.
template <int Lanes, int Rows, int Columns>
inline void mix_tile(const RowMixer& mixer, int64_t row, const float* source, int64_t stride,
                     float* target) {
  Vec<Lanes> sums[Rows][Columns] = {};
  for (int64_t i = 0; i < mixer.num_inputs; ++i) {
    Vec<Lanes> x[Columns];
#pragma GCC unroll 4
    for (int c = 0; c < Columns; ++c) x[c] = load_unaligned<Lanes>(source + i * stride + c * Lanes);
#pragma GCC unroll 12
    for (int r = 0; r < Rows; ++r) {
      const float weight = mixer.weights[(row + r) * mixer.num_inputs + i];
#pragma GCC unroll 4
      for (int c = 0; c < Columns; ++c) sums[r][c] += x[c] * weight;
    }
  }
  for (int r = 0; r < Rows; ++r)
    for (int c = 0; c < Columns; ++c)
      store_unaligned<Lanes>(target + r * stride + c * Lanes, sums[r][c]);
}

/// The frames that fill no vector, one at a time.
inline void mix_frame(const RowMixer& mixer, const float* source, int64_t stride, float* target) {
  for (int64_t row = 0; row < mixer.num_outputs; ++row) {
    float sum = 0;
    for (int64_t i = 0; i < mixer.num_inputs; ++i)
      sum += source[i * stride] * mixer.weights[row * mixer.num_inputs + i];
    target[row * stride] = sum;
  }
}

/// All outputs of Columns vectors of frames, of which there are `frames` in a row.
template <int Lanes, int Columns>
inline void mix_columns(const RowMixer& mixer, const float* source, int64_t frames, float* target) {
  int64_t row = 0;
  constexpr int tall = Columns == 1 ? 12 : 4;
  for (; row + tall <= mixer.num_outputs; row += tall)
    mix_tile<Lanes, tall, Columns>(mixer, row, source, frames, target + row * frames);
  for (; row + 4 <= mixer.num_outputs; row += 4)
    mix_tile<Lanes, 4, Columns>(mixer, row, source, frames, target + row * frames);
  for (; row < mixer.num_outputs; ++row)
    mix_tile<Lanes, 1, Columns>(mixer, row, source, frames, target + row * frames);
}

template <int Lanes>
void mix_rows(const RowMixer& mixer, const float* source, int64_t frames, float* target) {
  int64_t f = 0;
  for (; f + 4 * Lanes <= frames; f += 4 * Lanes)
    mix_columns<Lanes, 4>(mixer, source + f, frames, target + f);
  for (; f + Lanes <= frames; f += Lanes)
    mix_columns<Lanes, 1>(mixer, source + f, frames, target + f);
  if (f == frames) return;
  if (frames >= Lanes) {  // the last vector ends with the row: some frames are computed twice
    f = frames - Lanes;
    mix_columns<Lanes, 1>(mixer, source + f, frames, target + f);
  } else {
    for (; f < frames; ++f) mix_frame(mixer, source + f, frames, target + f);
  }
}

template <int Lanes>
bool all_within(const float* values, int64_t count, float limit) {
  const auto* vectors = reinterpret_cast<const Vec<Lanes>*>(values);
  const auto most = splat<Lanes>(limit);
  IntVec<Lanes> within = most == most;
  for (int64_t i = 0; i < count / Lanes; ++i) within &= vectors[i] <= most;
  for (int lane = 0; lane < Lanes; ++lane)
    if (!within[lane]) return false;
  return true;
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
          .power_spectrum = power_spectrum<Lanes, float>,
          .precise_power_spectrum = power_spectrum<Lanes, double>,
          .complex_spectrum = complex_spectrum<Lanes>,
          .raise = raise<Lanes>,
          .apply_bank = apply_bank<Lanes>,
          .apply_complex_bank = apply_complex_bank<Lanes>,
          .magnitudes = magnitudes<Lanes>,
          .correlate = correlate<Lanes>,
          .mix_rows = mix_rows<Lanes>,
          .all_within = all_within<Lanes>,
          .logarithm = logarithm<Lanes>,
          .extremes = extremes<Lanes>,
          .store_rows = store_rows<Lanes>,
          .shift_and_limit = shift_and_limit<Lanes>,
          .pcen = pcen<Lanes>,
          .running_median = running_median<Lanes>,
          .best_predecessors = best_predecessors<Lanes>,
          .prepare_frame = prepare_frame<Lanes>,
          .fftpack_power = fftpack_power<Lanes>,
          .gammatone = gammatone<Lanes>};
}

}  // namespace
}  // namespace pinna::dsp
