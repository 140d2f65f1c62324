#include "pinna/features/bin_sum.h"

#include <algorithm>

namespace pinna::features {
namespace {

constexpr int64_t part_bins = 32;

}  // namespace

BinSum::BinSum(std::span<const double> weights) {
  const auto num_bins = static_cast<int64_t>(weights.size());
  for (const double weight : weights) weights_.push_back(static_cast<float>(weight));
  for (int64_t first = 0; first < num_bins; first += part_bins)
    parts_.push_back({.first_bin = static_cast<int32_t>(first),
                      .num_bins = static_cast<int32_t>(std::min(part_bins, num_bins - first)),
                      .weights = weights_.data() + first});
}

BinSum BinSum::total(int64_t num_bins) {
  return BinSum(std::vector<double>(static_cast<size_t>(num_bins), 1.0));
}

LaneSums BinSum::apply(const float* values, const dsp::Kernels& kernels, ClipWork& work) const {
  const auto num_parts = static_cast<int64_t>(parts_.size());
  float* parts = work.floats(1, num_parts * kernels.lanes);
  kernels.apply_bank({.num_bands = static_cast<int32_t>(num_parts), .bands = parts_.data()}, values,
                     parts);
  LaneSums sums = {};
  for (int64_t part = 0; part < num_parts; ++part)
    for (int64_t lane = 0; lane < kernels.lanes; ++lane)
      sums[static_cast<size_t>(lane)] += static_cast<double>(parts[part * kernels.lanes + lane]);
  return sums;
}

}  // namespace pinna::features
