#include "pinna/dsp/fft_plan.h"

#include <algorithm>
#include <string>

#include "pinna/core/error.h"
#include "pinna/dsp/roots_of_unity.h"

namespace pinna::dsp {
namespace {

/// Large radices first: later passes then work on short stretches that stay in the nearest cache.
std::vector<int32_t> factorize(int32_t n) {
  std::vector<int32_t> radices;
  const auto take = [&](int32_t radix) {
    for (; n % radix == 0; n /= radix) radices.push_back(radix);
  };
  while (n % 8 == 0 && n != 16) {
    radices.push_back(8);
    n /= 8;
  }
  take(4);
  take(2);
  take(5);
  take(3);
  for (int32_t prime = 7; n > 1; prime += 2) {
    if (prime * prime > n) prime = n;
    take(prime);
  }
  return radices;
}

template <class Scalar>
std::vector<Scalar> pass_twiddles(int32_t size, int32_t radix) {
  std::vector<Scalar> twiddles;
  for (int64_t q = 0; q < size / radix; ++q)
    for (int64_t k = 1; k < radix; ++k) append_root(twiddles, q * k, size);
  return twiddles;
}

/// The point where each frequency ends: its digits in mixed radix, reversed.
template <class Scalar>
std::vector<int32_t> output_order(const std::vector<FftPass<Scalar>>& passes, int32_t num_points) {
  std::vector<int32_t> order(static_cast<size_t>(num_points));
  for (int32_t frequency = 0; frequency < num_points; ++frequency) {
    int32_t rest = frequency;
    for (const FftPass<Scalar>& pass : passes) {
      order[static_cast<size_t>(frequency)] += rest % pass.radix * (pass.size / pass.radix);
      rest /= pass.radix;
    }
  }
  return order;
}

template <class Scalar>
std::vector<FftPair<Scalar>> mirrored_pairs(const std::vector<int32_t>& order, int32_t n_fft) {
  const int32_t half = n_fft / 2;
  std::vector<FftPair<Scalar>> pairs;
  for (int32_t bin = 1; bin <= half / 2; ++bin) {
    std::vector<Scalar> root;
    append_root(root, bin, n_fft);
    pairs.push_back({.bin = bin,
                     .point = order[static_cast<size_t>(bin)],
                     .mirrored_point = order[static_cast<size_t>(half - bin)],
                     .twiddle_re = root[0],
                     .twiddle_im = root[1]});
  }
  return pairs;
}

}  // namespace

template <class Scalar>
RealFftPlan<Scalar>::RealFftPlan(int64_t n_fft) {
  if (n_fft < 2 || n_fft > 1 << 20)
    throw core::InvalidOptions(
        {.what = "n_fft", .got = std::to_string(n_fft), .expected = "2 to 1048576"});
  tables_.n_fft = static_cast<int32_t>(n_fft);
  tables_.num_points = static_cast<int32_t>(n_fft % 2 == 0 ? n_fft / 2 : n_fft);
  tables_.num_bins = static_cast<int32_t>(n_fft / 2 + 1);

  int32_t size = tables_.num_points;
  int32_t blocks = 1;
  for (const int32_t radix : factorize(tables_.num_points)) {
    const Scalar* twiddles = factors_.emplace_back(pass_twiddles<Scalar>(size, radix)).data();
    const Scalar* roots = factors_.emplace_back(radix_roots<Scalar>(radix)).data();
    passes_.push_back({radix, size, blocks, twiddles, roots});
    tables_.max_radix = std::max(tables_.max_radix, radix);
    size /= radix;
    blocks *= radix;
  }
  order_ = output_order(passes_, tables_.num_points);
  if (n_fft % 2 == 0) pairs_ = mirrored_pairs<Scalar>(order_, tables_.n_fft);

  tables_.num_passes = static_cast<int32_t>(passes_.size());
  tables_.num_pairs = static_cast<int32_t>(pairs_.size());
  tables_.passes = passes_.data();
  tables_.pairs = pairs_.data();
  tables_.order = order_.data();
}

template class RealFftPlan<float>;
template class RealFftPlan<double>;

}  // namespace pinna::dsp
