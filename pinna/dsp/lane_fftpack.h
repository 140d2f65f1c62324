// A real transform of one signal per lane whose every operation is rounded as FFTPACK's rfftf
// rounds it; the plan is in fftpack_plan.h. References: Swarztrauber, Vectorizing the FFTs, 1982;
// Temperton, Fast mixed-radix real Fourier transforms, 1983.
//
// A spectrum of a real signal of `size` points takes `size` rows: the real part of bin 0, then real
// and imaginary part of each bin; an even size ends with the real part of bin size / 2. The spectra
// that a pass joins are those of every radix-th sample.
#pragma once

#include "pinna/dsp/fftpack_plan.h"
#include "pinna/dsp/lane_butterfly.h"
#include "pinna/dsp/lane_gather.h"
#include "pinna/dsp/lane_unfused.h"

namespace pinna::dsp {
namespace {

/// bin > 0.
template <int Lanes>
inline ComplexVec<Lanes> load_bin(const Vec<Lanes>* spectrum, int64_t bin) {
  return {spectrum[2 * bin - 1], spectrum[2 * bin]};
}
template <int Lanes>
inline void store_bin(Vec<Lanes>* spectrum, int64_t bin, ComplexVec<Lanes> x) {
  spectrum[2 * bin - 1] = x.re;
  spectrum[2 * bin] = x.im;
}
/// Stores the bin that mirrors `bin`.
template <int Lanes>
inline void store_mirrored(Vec<Lanes>* spectrum, int64_t bin, ComplexVec<Lanes> x) {
  store_bin<Lanes>(spectrum, bin, {x.re, -x.im});
}

/// Bin 0 of spectra of `size` points, which is real; x holds it of each.
template <int Lanes>
inline void join_first_bin(int64_t size, const Vec<Lanes> (&x)[2], Vec<Lanes>* joined) {
  joined[0] = x[0] + x[1];
  joined[2 * size - 1] = x[0] - x[1];
}
template <int Lanes>
inline void join_first_bin(int64_t size, const Vec<Lanes> (&x)[4], Vec<Lanes>* joined) {
  const Vec<Lanes> even = x[0] + x[2], odd = x[1] + x[3];
  joined[0] = even + odd;
  store_bin<Lanes>(joined, size, {x[0] - x[2], x[3] - x[1]});
  joined[4 * size - 1] = even - odd;
}

/// Bin size / 2 of an even size, which is real too.
template <int Lanes>
inline void join_last_bin(int64_t size, const Vec<Lanes> (&x)[2], Vec<Lanes>* joined) {
  store_bin<Lanes>(joined, size / 2, {x[0], -x[1]});
}
template <int Lanes>
inline void join_last_bin(int64_t size, const Vec<Lanes> (&x)[4], Vec<Lanes>* joined) {
  constexpr float half_root = 0.70710678118654752440f;
  const Vec<Lanes> re = half_root * (x[1] - x[3]), im = -half_root * (x[1] + x[3]);
  store_bin<Lanes>(joined, size / 2, {x[0] + re, im - x[2]});
  store_bin<Lanes>(joined, size / 2 + size, {x[0] - re, im + x[2]});
}

/// A bin between them, of the spectra at parts[j * distance], j in [0, Radix).
template <int Radix, int Lanes>
inline void join_bin(int64_t size, int64_t bin, const float* twiddles, const Vec<Lanes>* parts,
                     int64_t distance, Vec<Lanes>* joined) {
  ComplexVec<Lanes> x[Radix];
  x[0] = load_bin<Lanes>(parts, bin);
#pragma GCC unroll 4
  for (int j = 1; j < Radix; ++j)
    x[j] =
        times(load_bin<Lanes>(parts + j * distance, bin), twiddles[2 * j - 2], twiddles[2 * j - 1]);
  butterfly(x);
#pragma GCC unroll 4
  for (int q = 0; q < Radix / 2; ++q) {
    store_bin<Lanes>(joined, q * size + bin, x[q]);
    store_mirrored<Lanes>(joined, (q + 1) * size - bin, x[Radix - 1 - q]);
  }
}

template <int Radix, int Lanes>
void run_fftpack_pass(const FftpackPass& pass, const Vec<Lanes>* source, Vec<Lanes>* target) {
  const int64_t size = pass.size, distance = pass.blocks * size;
  for (int64_t block = 0; block < pass.blocks; ++block) {
    const Vec<Lanes>* parts = source + block * size;
    Vec<Lanes>* joined = target + block * size * Radix;
    Vec<Lanes> real[Radix];
#pragma GCC unroll 4
    for (int j = 0; j < Radix; ++j) real[j] = parts[j * distance];
    join_first_bin<Lanes>(size, real, joined);
    const float* twiddles = pass.twiddles;
    for (int64_t bin = 1; 2 * bin < size; ++bin, twiddles += 2 * (Radix - 1))
      join_bin<Radix, Lanes>(size, bin, twiddles, parts, distance, joined);
    if (size % 2 == 1) continue;
#pragma GCC unroll 4
    for (int j = 0; j < Radix; ++j) real[j] = parts[j * distance + size - 1];
    join_last_bin<Lanes>(size, real, joined);
  }
}

/// How many terms from j on radfg adds up before it adds them to what it has; `last` is the last.
inline int64_t terms_together(int64_t j, int64_t last) {
  const int64_t rest = last - j + 1;
  if (j <= 2 || rest == 1) return 1;
  return rest < 4 ? 2 : 4;
}

/// Any odd radix: from x [radix], in which it works, to the bins q * size +- bin.
template <int Lanes>
void join_odd(const FftpackPass& pass, int64_t bin, ComplexVec<Lanes>* x, Vec<Lanes>* joined) {
  const int64_t radix = pass.radix, half = radix / 2;
  ComplexVec<Lanes> total = x[0];
  for (int64_t j = 1; j <= half; ++j) {
    const ComplexVec<Lanes> sum = x[j] + x[radix - j];
    x[radix - j] = times_minus_i<Lanes>(x[radix - j] - x[j]);
    x[j] = sum;
    total = total + sum;
  }
  if (bin == 0) joined[0] = total.re;
  if (bin > 0) store_bin<Lanes>(joined, bin, total);
  for (int64_t q = 1; q <= half; ++q) {
    ComplexVec<Lanes> even = x[0], odd{};
    for (int64_t j = 1; j <= half;) {
      ComplexVec<Lanes> even_part{}, odd_part{};
      for (const int64_t end = j + terms_together(j, half); j < end; ++j) {
        const float* root = pass.roots + 2 * (q * j % radix);
        const ComplexVec<Lanes> sum = x[j], turned = x[radix - j];
        even_part = even_part + ComplexVec<Lanes>{sum.re * root[0], sum.im * root[0]};
        odd_part = odd_part + ComplexVec<Lanes>{turned.re * root[1], turned.im * root[1]};
      }
      even = even + even_part;
      odd = odd + odd_part;
    }
    store_bin<Lanes>(joined, q * pass.size + bin, even + odd);
    if (bin > 0) store_mirrored<Lanes>(joined, q * pass.size - bin, even - odd);
  }
}

/// Passes of odd radices come first, so that the size of what they join is odd.
template <int Lanes>
void run_odd_fftpack_pass(const FftpackPass& pass, const Vec<Lanes>* source, Vec<Lanes>* target,
                          ComplexVec<Lanes>* x) {
  const int64_t size = pass.size, distance = pass.blocks * size;
  for (int64_t block = 0; block < pass.blocks; ++block) {
    const Vec<Lanes>* parts = source + block * size;
    Vec<Lanes>* joined = target + block * size * pass.radix;
    for (int64_t j = 0; j < pass.radix; ++j) x[j] = {parts[j * distance], Vec<Lanes>{}};
    join_odd<Lanes>(pass, 0, x, joined);
    const float* twiddles = pass.twiddles;
    for (int64_t bin = 1; 2 * bin < size; ++bin) {
      x[0] = load_bin<Lanes>(parts, bin);
      for (int64_t j = 1; j < pass.radix; ++j, twiddles += 2)
        x[j] = times(load_bin<Lanes>(parts + j * distance, bin), twiddles[0], twiddles[1]);
      join_odd<Lanes>(pass, bin, x, joined);
    }
  }
}

/// Returns the spectrum, in `work`: 2 (n_fft + max_radix) rows.
template <int Lanes>
const Vec<Lanes>* fftpack_transform(const FftpackTables& fft, const float* const* frames,
                                    Vec<Lanes>* work) {
  Vec<Lanes>*source = work, *target = work + fft.n_fft;
  auto* spare = reinterpret_cast<ComplexVec<Lanes>*>(target + fft.n_fft);
  gather_rows<Lanes>(frames, fft.n_fft, source);
  for (int32_t i = 0; i < fft.num_passes; ++i) {
    const FftpackPass& pass = fft.passes[i];
    if (pass.radix == 4)
      run_fftpack_pass<4, Lanes>(pass, source, target);
    else if (pass.radix == 2)
      run_fftpack_pass<2, Lanes>(pass, source, target);
    else
      run_odd_fftpack_pass<Lanes>(pass, source, target, spare);
    Vec<Lanes>* const spectrum = target;
    target = source;
    source = spectrum;
  }
  return source;
}

}  // namespace

template <int Lanes>
void fftpack_power(const FftpackTables& fft, const float* const* frames, float* work,
                   float* power) {
  const Vec<Lanes>* spectrum =
      fftpack_transform<Lanes>(fft, frames, reinterpret_cast<Vec<Lanes>*>(work));
  auto* bins = reinterpret_cast<Vec<Lanes>*>(power);
  bins[0] = spectrum[0] * spectrum[0];
  for (int64_t bin = 1; bin + 1 < fft.num_bins; ++bin) {
    const ComplexVec<Lanes> x = load_bin<Lanes>(spectrum, bin);
    bins[bin] = x.re * x.re + x.im * x.im;
  }
  bins[fft.num_bins - 1] = spectrum[fft.n_fft - 1] * spectrum[fft.n_fft - 1];
}

}  // namespace pinna::dsp
