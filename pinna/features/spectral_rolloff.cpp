#include "pinna/features/spectral_rolloff.h"

#include <array>

namespace pinna::features {

SpectralRolloff::SpectralRolloff(const SpectralRolloffOptions& options, const dsp::Kernels& kernels)
    : SpectralFeature(options.spectrum, kernels), options_(resolved(options)) {}

void SpectralRolloff::add_block(const SpectrumBlock& block, ClipWork& work,
                                FeatureMatrix& output) const {
  const int64_t lanes = block.kernels.lanes;
  float* sums = work.floats(0, block.floats());
  block.kernels.raise(block.power, block.floats(), 0.5f, sums);
  // In single precision and bin by bin, as numpy.cumsum does it.
  for (int64_t i = lanes; i < block.floats(); ++i) sums[i] += sums[i - lanes];

  const float* total = sums + block.floats() - lanes;
  std::array<float, 16> threshold = {};
  std::array<int32_t, 16> below = {};
  for (int64_t lane = 0; lane < lanes; ++lane)
    threshold[static_cast<size_t>(lane)] = static_cast<float>(options_.roll_percent) * total[lane];
  for (int64_t bin = 0; bin < block.num_bins; ++bin)
    for (int64_t lane = 0; lane < lanes; ++lane)
      below[static_cast<size_t>(lane)] +=
          sums[bin * lanes + lane] < threshold[static_cast<size_t>(lane)];
  for (int64_t i = 0; i < block.count; ++i)
    output.at(0, block.first_frame + i) =
        static_cast<float>(options_.spectrum.bin_hz(below[static_cast<size_t>(i)]));
}

}  // namespace pinna::features
