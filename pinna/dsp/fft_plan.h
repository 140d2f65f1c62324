// Tables of a real Fourier transform of any length: factors, twiddle factors, output order.
// The transform itself is in lane_fft.h; it is in place, decimation in frequency, mixed radix.
#pragma once

#include <cstdint>
#include <vector>

namespace pinna::dsp {

/// One pass of butterflies over the whole array: `blocks` transforms of `size` points, each split
/// into `radix` of size / radix points. Twiddle factors are exp(-2 pi i q k / size), real then
/// imaginary part, for q in [0, size / radix) and k in [1, radix).
struct FftPass {
  int32_t radix = 1;
  int32_t size = 1;
  int32_t blocks = 1;
  const float* twiddles = nullptr;
  /// exp(-2 pi i j / radix), j in [0, radix): for radices without a butterfly of their own.
  const float* roots = nullptr;
};

/// Where the two complex points lie from which the bins `bin` and n_fft / 2 - bin follow.
struct FftPair {
  int32_t bin = 0;
  int32_t point = 0;
  int32_t mirrored_point = 0;
  float twiddle_re = 0;  ///< exp(-2 pi i bin / n_fft)
  float twiddle_im = 0;
};

/// What the kernels read: plain pointers into a RealFftPlan, which must outlive it.
struct RealFftTables {
  int32_t n_fft = 0;
  int32_t num_points = 0;  ///< complex points: n_fft / 2 for even n_fft, n_fft for odd
  int32_t num_bins = 0;    ///< n_fft / 2 + 1
  int32_t num_passes = 0;
  int32_t num_pairs = 0;
  int32_t max_radix = 1;
  const FftPass* passes = nullptr;
  /// Even n_fft: bins 1 to n_fft / 2 - 1, mirrored two by two.
  const FftPair* pairs = nullptr;
  /// Odd n_fft: the point that holds each bin.
  const int32_t* order = nullptr;
};

/// Even lengths use the complex transform of half the length, odd ones that of the full length.
/// Factors 2, 3, 4, 5 and 8 have butterflies of their own; other primes cost their square.
class RealFftPlan {
 public:
  /// Throws InvalidOptions unless 2 <= n_fft <= 2^20.
  explicit RealFftPlan(int64_t n_fft);
  RealFftPlan(const RealFftPlan&) = delete;
  RealFftPlan& operator=(const RealFftPlan&) = delete;

  const RealFftTables& tables() const { return tables_; }

 private:
  RealFftTables tables_;
  std::vector<FftPass> passes_;
  std::vector<std::vector<float>> factors_;
  std::vector<FftPair> pairs_;
  std::vector<int32_t> order_;
};

}  // namespace pinna::dsp
