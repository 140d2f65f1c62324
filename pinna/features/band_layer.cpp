#include "pinna/features/band_layer.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pinna::features {

BandLayer::BandLayer(dsp::BandMatrix bank, double power) : bank_(std::move(bank)), power_(power) {
  for (const dsp::BandMatrix::Band& band : bank_.bands)
    bands_.push_back({.first_bin = static_cast<int32_t>(band.first_bin),
                      .num_bins = static_cast<int32_t>(band.num_bins),
                      .weights = bank_.weights.data() + band.first_weight});
}

float* BandLayer::apply(const SpectrumBlock& block, ClipWork& work) const {
  float* bands = work.floats(1, bank_.num_bands() * block.kernels.lanes);
  block.kernels.apply_bank(
      {.num_bands = static_cast<int32_t>(bands_.size()), .bands = bands_.data()},
      raised(block, power_, work), bands);
  return bands;
}

const float* raised(const SpectrumBlock& block, double power, ClipWork& work) {
  if (power == 2) return block.power;
  float* target = work.floats(0, block.floats());
  block.kernels.raise(block.power, block.floats(), static_cast<float>(power / 2), target);
  return target;
}

double largest_power_for(double power) {
  constexpr double largest = 1e30;
  return std::pow(largest, std::min(1.0, 2 / power));
}

void store_block(const SpectrumBlock& block, const float* values, FeatureMatrix& output) {
  block.kernels.store_rows(values, output.bins, block.count,
                           output.values.data() + block.first_frame, output.frames);
}

}  // namespace pinna::features
