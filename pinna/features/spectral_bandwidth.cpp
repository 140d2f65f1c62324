#include "pinna/features/spectral_bandwidth.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "pinna/features/band_layer.h"

namespace pinna::features {
namespace {

std::vector<double> positions_of(const SpectrumOptions& options) {
  std::vector<double> positions;
  for (int64_t bin = 0; bin < options.num_bins(); ++bin)
    positions.push_back(2 * static_cast<double>(bin) / static_cast<double>(options.n_fft));
  return positions;
}

}  // namespace

SpectralBandwidth::SpectralBandwidth(const SpectralBandwidthOptions& options,
                                     const dsp::Kernels& kernels)
    : SpectralFeature(options.spectrum, kernels),
      options_(resolved(options)),
      positions_(positions_of(options_.spectrum)),
      magnitude_(BinSum::total(options_.spectrum.num_bins())),
      moment_(positions_) {}

void SpectralBandwidth::add_block(const SpectrumBlock& block, ClipWork& work,
                                  FeatureMatrix& output) const {
  constexpr double tiny = std::numeric_limits<float>::min();
  float* magnitudes = work.floats(0, block.floats());
  block.kernels.raise(block.power, block.floats(), 0.5f, magnitudes);
  LaneSums total = magnitude_.apply(magnitudes, block.kernels, work);
  LaneSums centroids = moment_.apply(magnitudes, block.kernels, work);
  for (size_t lane = 0; lane < total.size(); ++lane) {
    if (total[lane] < tiny) total[lane] = 1;
    centroids[lane] /= total[lane];
  }
  weigh(centroids, block.kernels, magnitudes, work);
  const LaneSums spread = magnitude_.apply(magnitudes, block.kernels, work);
  const double half_rate = static_cast<double>(sample_rate()) / 2;
  for (int64_t i = 0; i < block.count; ++i) {
    const auto lane = static_cast<size_t>(i);
    const double mean = spread[lane] / (options_.norm ? total[lane] : 1);
    output.at(0, block.first_frame + i) =
        static_cast<float>(half_rate * std::pow(mean, 1 / options_.p));
  }
}

void SpectralBandwidth::weigh(const LaneSums& centroids, const dsp::Kernels& kernels,
                              float* magnitudes, ClipWork& work) const {
  const int64_t lanes = kernels.lanes;
  const auto count = static_cast<int64_t>(positions_.size()) * lanes;
  float* distances = work.floats(2, count);
  std::array<float, 16> middle;
  std::ranges::transform(centroids, middle.begin(), [](double x) { return static_cast<float>(x); });
  for (size_t bin = 0; bin < positions_.size(); ++bin) {
    const auto position = static_cast<float>(positions_[bin]);
    float* row = distances + static_cast<int64_t>(bin) * lanes;
    for (int64_t lane = 0; lane < lanes; ++lane)
      row[lane] = std::abs(position - middle[static_cast<size_t>(lane)]);
  }
  if (options_.p == 2) {
    for (int64_t i = 0; i < count; ++i) magnitudes[i] *= distances[i] * distances[i];
  } else {
    kernels.raise(distances, count, static_cast<float>(options_.p), distances);
    for (int64_t i = 0; i < count; ++i) magnitudes[i] *= distances[i];
  }
}

}  // namespace pinna::features
