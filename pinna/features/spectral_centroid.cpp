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

std::vector<double> bin_frequencies(const SpectrumOptions& options, BinHertz bin_hertz) {
  std::vector<double> hz;
  const int64_t last = options.num_bins() - 1;
  for (int64_t bin = 0; bin <= last; ++bin)
    hz.push_back(bin_hertz == BinHertz::exact
                     ? options.bin_hz(bin)
                     : static_cast<double>(bin * (options.sample_rate / 2)) /
                           static_cast<double>(last));
  return hz;
}

}  // namespace pinna::features
