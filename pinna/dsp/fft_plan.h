// Tables of a real Fourier transform of any length: factors, twiddle factors, output order.
// The transform itself is in lane_fft.h; it is in place, decimation in frequency, mixed radix.
// Scalar is the arithmetic of the transform: float, or double where the faintest bins count.
#pragma once

#include <cstdint>
#include <vector>

namespace pinna::dsp {

/// One pass of butterflies over the whole array: `blocks` transforms of `size` points, each split
/// into `radix` of size / radix points. Twiddle factors are exp(-2 pi i q k / size), real then
/// imaginary part, for q in [0, size / radix) and k in [1, radix).
template <class Scalar>
struct FftPass {
  int32_t radix = 1;
  int32_t size = 1;
  int32_t blocks = 1;
  const Scalar* twiddles = nullptr;
  /// exp(-2 pi i j / radix), j in [0, radix): for radices without a butterfly of their own.
  const Scalar* roots = nullptr;
};

/// Where the two complex points lie from which the bins `bin` and n_fft / 2 - bin follow.
template <class Scalar>
struct FftPair {
  int32_t bin = 0;
  int32_t point = 0;
  int32_t mirrored_point = 0;
  Scalar twiddle_re = 0;  ///< exp(-2 pi i bin / n_fft)
  Scalar twiddle_im = 0;
};

/// What the kernels read: plain pointers into a RealFftPlan, which must outlive it.
template <class Scalar>
struct RealFftTables {
  int32_t n_fft = 0;
  int32_t num_points = 0;  ///< complex points: n_fft / 2 for even n_fft, n_fft for odd
  int32_t num_bins = 0;    ///< n_fft / 2 + 1
  int32_t num_passes = 0;
  int32_t num_pairs = 0;
  int32_t max_radix = 1;
  const FftPass<Scalar>* passes = nullptr;
  /// Even n_fft: bins 1 to n_fft / 2 - 1, mirrored two by two.
  const FftPair<Scalar>* pairs = nullptr;
  /// Odd n_fft: the point that holds each bin.
  const int32_t* order = nullptr;
};

/// Even lengths use the complex transform of half the length, odd ones that of the full length.
/// Factors 2, 3, 4, 5 and 8 have butterflies of their own; other primes cost their square.
template <class Scalar>
class RealFftPlan {
 public:
  /// Throws InvalidOptions unless 2 <= n_fft <= 2^20.
  explicit RealFftPlan(int64_t n_fft);
  RealFftPlan(const RealFftPlan&) = delete;
  RealFftPlan& operator=(const RealFftPlan&) = delete;

  const RealFftTables<Scalar>& tables() const { return tables_; }

 private:
  RealFftTables<Scalar> tables_;
  std::vector<FftPass<Scalar>> passes_;
  std::vector<std::vector<Scalar>> factors_;
  std::vector<FftPair<Scalar>> pairs_;
  std::vector<int32_t> order_;
};

}  // namespace pinna::dsp
