#include "pinna/features/spectral_centroid.h"

#include <limits>

#include "pinna/features/band_layer.h"

namespace pinna::features {

SpectralCentroid::SpectralCentroid(const SpectralCentroidOptions& options,
                                   const dsp::Kernels& kernels)
    : SpectralFeature(options.spectrum, kernels),
      options_(resolved(options)),
      magnitude_(BinSum::total(options_.spectrum.num_bins())),
      moment_(bin_frequencies(options_.spectrum, options_.bin_hertz)) {}

void SpectralCentroid::add_block(const SpectrumBlock& block, ClipWork& work,
                                 FeatureMatrix& output) const {
  constexpr double tiny = std::numeric_limits<float>::min();
  const float* magnitudes = raised(block, 1, work);
  const LaneSums total = magnitude_.apply(magnitudes, block.kernels, work);
  const LaneSums moment = moment_.apply(magnitudes, block.kernels, work);
  for (int64_t i = 0; i < block.count; ++i) {
    const auto lane = static_cast<size_t>(i);
    float& centroid = output.at(0, block.first_frame + i);
    if (total[lane] >= tiny) {
      centroid = static_cast<float>(moment[lane] / total[lane]);
    } else {
      centroid =
          options_.silence == SilentCentroid::nan ? std::numeric_limits<float>::quiet_NaN() : 0.0f;
    }
  }
}

}  // namespace pinna::features
