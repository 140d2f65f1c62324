// In-place complex transform of one signal per lane, decimation in frequency: the output order is
// that of RealFftTables. References: Cooley and Tukey 1965; Van Loan, Computational Frameworks for
// the FFT, 1992, section 1.9.
#pragma once

#include "pinna/dsp/fft_plan.h"
#include "pinna/dsp/lane_butterfly.h"
#include "pinna/dsp/lane_gather.h"

namespace pinna::dsp {
namespace {

/// One butterfly, from points that load(j) gives to points[k * step], k in [0, Radix).
template <int Radix, int Lanes, class Load>
inline void transform_points(const Load& load, ComplexVec<Lanes>* points, int64_t step,
                             const float* twiddles) {
  ComplexVec<Lanes> x[Radix];
#pragma GCC unroll 8
  for (int j = 0; j < Radix; ++j) x[j] = load(j);
  butterfly(x);
  points[0] = x[0];
#pragma GCC unroll 8
  for (int k = 1; k < Radix; ++k)
    points[k * step] = times(x[k], twiddles[2 * k - 2], twiddles[2 * k - 1]);
}

template <int Radix, int Lanes>
void run_pass(const FftPass& pass, ComplexVec<Lanes>* points) {
  const int64_t step = pass.size / Radix;
  for (int64_t block = 0; block < pass.blocks; ++block, points += pass.size) {
    if (step == 1) {
      ComplexVec<Lanes>(&x)[Radix] = *reinterpret_cast<ComplexVec<Lanes>(*)[Radix]>(points);
      butterfly(x);
      continue;
    }
    const float* twiddles = pass.twiddles;
    for (int64_t q = 0; q < step; ++q, twiddles += 2 * (Radix - 1))
      transform_points<Radix, Lanes>([&](int j) { return points[q + j * step]; }, points + q, step,
                                     twiddles);
  }
}

/// Any radix, as the sum that defines it. `spare`: radix points.
template <int Lanes>
void run_plain_pass(const FftPass& pass, ComplexVec<Lanes>* points, ComplexVec<Lanes>* spare) {
  const int64_t step = pass.size / pass.radix;
  for (int64_t block = 0; block < pass.blocks; ++block, points += pass.size) {
    for (int64_t q = 0; q < step; ++q) {
      for (int64_t j = 0; j < pass.radix; ++j) spare[j] = points[q + j * step];
      for (int64_t k = 0; k < pass.radix; ++k) {
        ComplexVec<Lanes> sum = spare[0];
        for (int64_t j = 1; j < pass.radix; ++j) {
          const float* root = pass.roots + 2 * (j * k % pass.radix);
          sum = sum + times(spare[j], root[0], root[1]);
        }
        const float* twiddle = pass.twiddles + 2 * (q * (pass.radix - 1) + k - 1);
        points[q + k * step] = k == 0 ? sum : times(sum, twiddle[0], twiddle[1]);
      }
    }
  }
}

template <int Lanes>
void run_any_pass(const FftPass& pass, ComplexVec<Lanes>* points, ComplexVec<Lanes>* spare) {
  switch (pass.radix) {
    case 2:
      return run_pass<2, Lanes>(pass, points);
    case 3:
      return run_pass<3, Lanes>(pass, points);
    case 4:
      return run_pass<4, Lanes>(pass, points);
    case 5:
      return run_pass<5, Lanes>(pass, points);
    case 8:
      return run_pass<8, Lanes>(pass, points);
    default:
      return run_plain_pass<Lanes>(pass, points, spare);
  }
}

/// The first pass of an even-length real transform, straight from the frames: point q is the
/// windowed samples 2 q and 2 q + 1. Two points are gathered at a time.
template <int Radix, int Lanes>
void run_first_pass(const FftPass& pass, const float* window, const float* const* frames,
                    ComplexVec<Lanes>* points) {
  const int64_t step = pass.size / Radix;
  for (int64_t q = 0; q < step; q += 2) {
    ComplexVec<Lanes> tile[2][Radix];
#pragma GCC unroll 8
    for (int j = 0; j < Radix; ++j) {
      const int64_t sample = 2 * (q + j * step);
      Vec<Lanes> four[4];
      gather4<Lanes>(frames, sample, four);
      tile[0][j] = {four[0] * window[sample], four[1] * window[sample + 1]};
      tile[1][j] = {four[2] * window[sample + 2], four[3] * window[sample + 3]};
    }
    for (int64_t i = 0; i < 2; ++i)
      transform_points<Radix, Lanes>([&](int j) { return tile[i][j]; }, points + q + i, step,
                                     pass.twiddles + 2 * (q + i) * (Radix - 1));
  }
}

/// Gathers the frames without transforming them: sample pairs as points, or single samples.
template <int Lanes>
void gather_points(const RealFftTables& fft, const float* window, const float* const* frames,
                   ComplexVec<Lanes>* points) {
  for (int64_t i = 0; i < fft.num_points; ++i) {
    if (fft.n_fft % 2 == 0) {
      points[i] = {gather1<Lanes>(frames, 2 * i) * window[2 * i],
                   gather1<Lanes>(frames, 2 * i + 1) * window[2 * i + 1]};
    } else {
      points[i] = {gather1<Lanes>(frames, i) * window[i], Vec<Lanes>{}};
    }
  }
}

/// Runs the first pass while gathering, if there is code for its radix; returns how many passes
/// ran.
template <int Lanes>
int32_t gather_and_start(const RealFftTables& fft, const float* window, const float* const* frames,
                         ComplexVec<Lanes>* points) {
  const int32_t radix = fft.num_passes > 0 ? fft.passes[0].radix : 1;
  if (fft.n_fft % 2 == 0 && fft.num_points / radix % 2 == 0) {
    if (radix == 8) return run_first_pass<8, Lanes>(fft.passes[0], window, frames, points), 1;
    if (radix == 4) return run_first_pass<4, Lanes>(fft.passes[0], window, frames, points), 1;
  }
  gather_points<Lanes>(fft, window, frames, points);
  return 0;
}

/// Windowed frames -> their complex transform in the order of the tables.
template <int Lanes>
void transform_frames(const RealFftTables& fft, const float* window, const float* const* frames,
                      ComplexVec<Lanes>* points) {
  ComplexVec<Lanes>* spare = points + fft.num_points;
  for (int32_t next = gather_and_start<Lanes>(fft, window, frames, points); next < fft.num_passes;
       ++next)
    run_any_pass<Lanes>(fft.passes[next], points, spare);
}

}  // namespace
}  // namespace pinna::dsp
