#include "pinna/dsp/fftpack_plan.h"

#include <algorithm>
#include <bit>
#include <string>

#include "pinna/core/error.h"
#include "pinna/dsp/roots_of_unity.h"

namespace pinna::dsp {
namespace {

/// In the order of the passes: odd factors, largest first, then fours, then the two that is left.
std::vector<int32_t> factorize(int32_t n) {
  const int twos = std::countr_zero(static_cast<uint32_t>(n));
  std::vector<int32_t> radices(static_cast<size_t>(twos % 2), 2);
  radices.insert(radices.end(), static_cast<size_t>(twos / 2), 4);
  n >>= twos;
  for (int32_t odd = 3; n > 1; odd += 2) {
    if (odd * odd > n) odd = n;
    for (; n % odd == 0; n /= odd) radices.push_back(odd);
  }
  std::ranges::reverse(radices);
  return radices;
}

std::vector<float> pass_twiddles(int32_t size, int32_t radix) {
  std::vector<float> twiddles;
  for (int64_t bin = 1; 2 * bin < size; ++bin)
    for (int64_t j = 1; j < radix; ++j) append_root(twiddles, bin * j, int64_t{radix} * size);
  return twiddles;
}

}  // namespace

FftpackPlan::FftpackPlan(int64_t n_fft) {
  if (n_fft < 2 || n_fft > 1 << 20 || n_fft % 2 == 1)
    throw core::InvalidOptions({.what = "n_fft",
                                .got = std::to_string(n_fft),
                                .expected = "an even number from 2 to 1048576"});
  tables_.n_fft = static_cast<int32_t>(n_fft);
  tables_.num_bins = static_cast<int32_t>(n_fft / 2 + 1);

  int32_t size = 1;
  for (const int32_t radix : factorize(tables_.n_fft)) {
    passes_.push_back({.radix = radix,
                       .size = size,
                       .blocks = tables_.n_fft / (radix * size),
                       .twiddles = factors_.emplace_back(pass_twiddles(size, radix)).data(),
                       .roots = factors_.emplace_back(radix_roots<float>(radix)).data()});
    tables_.max_radix = std::max(tables_.max_radix, radix);
    size *= radix;
  }
  tables_.num_passes = static_cast<int32_t>(passes_.size());
  tables_.passes = passes_.data();
}

}  // namespace pinna::dsp
