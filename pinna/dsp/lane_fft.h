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
template <int Radix, class Complex, class Scalar, class Load>
inline void transform_points(const Load& load, Complex* points, int64_t step,
                             const Scalar* twiddles) {
  Complex x[Radix];
#pragma GCC unroll 8
  for (int j = 0; j < Radix; ++j) x[j] = load(j);
  butterfly(x);
  points[0] = x[0];
#pragma GCC unroll 8
  for (int k = 1; k < Radix; ++k)
    points[k * step] = times(x[k], twiddles[2 * k - 2], twiddles[2 * k - 1]);
}

template <int Radix, class Scalar, class Complex>
void run_pass(const FftPass<Scalar>& pass, Complex* points) {
  const int64_t step = pass.size / Radix;
  for (int64_t block = 0; block < pass.blocks; ++block, points += pass.size) {
    if (step == 1) {
      Complex(&x)[Radix] = *reinterpret_cast<Complex(*)[Radix]>(points);
      butterfly(x);
      continue;
    }
    const Scalar* twiddles = pass.twiddles;
    for (int64_t q = 0; q < step; ++q, twiddles += 2 * (Radix - 1))
      transform_points<Radix>([&](int j) { return points[q + j * step]; }, points + q, step,
                              twiddles);
  }
}

/// Any radix, as the sum that defines it. `spare`: radix points.
template <class Scalar, class Complex>
void run_plain_pass(const FftPass<Scalar>& pass, Complex* points, Complex* spare) {
  const int64_t step = pass.size / pass.radix;
  for (int64_t block = 0; block < pass.blocks; ++block, points += pass.size) {
    for (int64_t q = 0; q < step; ++q) {
      for (int64_t j = 0; j < pass.radix; ++j) spare[j] = points[q + j * step];
      for (int64_t k = 0; k < pass.radix; ++k) {
        Complex sum = spare[0];
        for (int64_t j = 1; j < pass.radix; ++j) {
          const Scalar* root = pass.roots + 2 * (j * k % pass.radix);
          sum = sum + times(spare[j], root[0], root[1]);
        }
        const Scalar* twiddle = pass.twiddles + 2 * (q * (pass.radix - 1) + k - 1);
        points[q + k * step] = k == 0 ? sum : times(sum, twiddle[0], twiddle[1]);
      }
    }
  }
}

template <class Scalar, class Complex>
void run_any_pass(const FftPass<Scalar>& pass, Complex* points, Complex* spare) {
  switch (pass.radix) {
    case 2:
      return run_pass<2>(pass, points);
    case 3:
      return run_pass<3>(pass, points);
    case 4:
      return run_pass<4>(pass, points);
    case 5:
      return run_pass<5>(pass, points);
    case 8:
      return run_pass<8>(pass, points);
    default:
      return run_plain_pass(pass, points, spare);
  }
}

/// Samples times a weight, in the precision of the weight.
template <int Lanes, class Scalar>
inline Vec<Lanes, Scalar> weighted(Vec<Lanes> samples, Scalar weight) {
  return __builtin_convertvector(samples, Vec<Lanes, Scalar>) * weight;
}

/// The first pass of an even-length real transform, straight from the frames: point q is the
/// windowed samples 2 q and 2 q + 1. Two points are gathered at a time.
template <int Radix, int Lanes, class Scalar>
void run_first_pass(const FftPass<Scalar>& pass, const Scalar* window, const float* const* frames,
                    ComplexVec<Lanes, Scalar>* points) {
  const int64_t step = pass.size / Radix;
  for (int64_t q = 0; q < step; q += 2) {
    ComplexVec<Lanes, Scalar> tile[2][Radix];
#pragma GCC unroll 8
    for (int j = 0; j < Radix; ++j) {
      const int64_t sample = 2 * (q + j * step);
      Vec<Lanes> four[4];
      gather4<Lanes>(frames, sample, four);
      tile[0][j] = {weighted<Lanes>(four[0], window[sample]),
                    weighted<Lanes>(four[1], window[sample + 1])};
      tile[1][j] = {weighted<Lanes>(four[2], window[sample + 2]),
                    weighted<Lanes>(four[3], window[sample + 3])};
    }
    for (int64_t i = 0; i < 2; ++i)
      transform_points<Radix>([&](int j) { return tile[i][j]; }, points + q + i, step,
                              pass.twiddles + 2 * (q + i) * (Radix - 1));
  }
}

/// Gathers the frames without transforming them: sample pairs as points, or single samples.
template <int Lanes, class Scalar>
void gather_points(const RealFftTables<Scalar>& fft, const Scalar* window,
                   const float* const* frames, ComplexVec<Lanes, Scalar>* points) {
  for (int64_t i = 0; i < fft.num_points; ++i) {
    if (fft.n_fft % 2 == 0) {
      points[i] = {weighted<Lanes>(gather1<Lanes>(frames, 2 * i), window[2 * i]),
                   weighted<Lanes>(gather1<Lanes>(frames, 2 * i + 1), window[2 * i + 1])};
    } else {
      points[i] = {weighted<Lanes>(gather1<Lanes>(frames, i), window[i]), Vec<Lanes, Scalar>{}};
    }
  }
}

/// Runs the first pass while gathering, if there is code for its radix; returns how many passes
/// ran.
template <int Lanes, class Scalar>
int32_t gather_and_start(const RealFftTables<Scalar>& fft, const Scalar* window,
                         const float* const* frames, ComplexVec<Lanes, Scalar>* points) {
  const int32_t radix = fft.num_passes > 0 ? fft.passes[0].radix : 1;
  if (fft.n_fft % 2 == 0 && fft.num_points / radix % 2 == 0) {
    if (radix == 8) return run_first_pass<8>(fft.passes[0], window, frames, points), 1;
    if (radix == 4) return run_first_pass<4>(fft.passes[0], window, frames, points), 1;
  }
  gather_points(fft, window, frames, points);
  return 0;
}

/// Windowed frames -> their complex transform in the order of the tables.
template <int Lanes, class Scalar>
void transform_frames(const RealFftTables<Scalar>& fft, const Scalar* window,
                      const float* const* frames, ComplexVec<Lanes, Scalar>* points) {
  auto* spare = points + fft.num_points;
  for (int32_t next = gather_and_start(fft, window, frames, points); next < fft.num_passes; ++next)
    run_any_pass(fft.passes[next], points, spare);
}

}  // namespace
}  // namespace pinna::dsp
