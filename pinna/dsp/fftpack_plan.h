// Tables of a real Fourier transform that rounds as FFTPACK does: the transform of NumPy, SciPy and
// PyTorch. Where a spectrum is empty, what a feature measures is the rounding of its transform;
// features whose reference is one of those need its very operations. The transform itself is in
// lane_fftpack.h; RealFftPlan is faster where rounding does not matter.
#pragma once

#include <cstdint>
#include <vector>

namespace pinna::dsp {

/// Joins `radix` spectra of `size` points each to one of radix * size, `blocks` times.
struct FftpackPass {
  int32_t radix = 1;
  int32_t size = 1;
  int32_t blocks = 1;
  /// exp(-2 pi i bin j / (radix size)), real then imaginary part, for bin in (0, size / 2) and j in
  /// [1, radix).
  const float* twiddles = nullptr;
  /// exp(-2 pi i j / radix), j in [0, radix), for odd radices.
  const float* roots = nullptr;
};

/// What the kernels read: plain pointers into an FftpackPlan, which must outlive it.
struct FftpackTables {
  int32_t n_fft = 0;
  int32_t num_bins = 0;  ///< n_fft / 2 + 1
  int32_t num_passes = 0;
  int32_t max_radix = 1;
  const FftpackPass* passes = nullptr;
};

/// Factors 2, 3, 4 and 5 cost little, larger primes their square. Lengths with a prime factor from
/// 239 on may be rounded otherwise: pocketfft, which does the work today, gives them to another
/// algorithm (Bluestein's). Reference: Swarztrauber, Vectorizing the FFTs, in: Parallel
/// Computations, 1982; the order of the factors is pocketfft's.
class FftpackPlan {
 public:
  /// Throws InvalidOptions unless n_fft is even and 2 <= n_fft <= 2^20.
  explicit FftpackPlan(int64_t n_fft);
  FftpackPlan(const FftpackPlan&) = delete;
  FftpackPlan& operator=(const FftpackPlan&) = delete;

  const FftpackTables& tables() const { return tables_; }

 private:
  FftpackTables tables_;
  std::vector<FftpackPass> passes_;
  std::vector<std::vector<float>> factors_;
};

}  // namespace pinna::dsp
