#include "pinna/data/bandwidth.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <vector>

#include "pinna/audio/trim.h"
#include "pinna/features/feature.h"
#include "pinna/features/mel_options.h"

namespace pinna::data {
namespace {

constexpr int64_t num_bands = 128;
constexpr int64_t shortest_frame = 512;  ///< of which a band still covers two bins
constexpr int64_t longest_frame = 2048;
constexpr double occupied_ratio = 1e-8;

/// Frames lie within the clip, because the edge towards padding would fill the spectrum.
int64_t frame_length_for(const audio::Waveform& mono) {
  const auto length =
      static_cast<int64_t>(std::bit_floor(static_cast<uint64_t>(mono.num_frames())));
  return std::clamp(length, shortest_frame, longest_frame);
}

/// Power by band, summed over time; band b is centred on (b + 1) * spacing.
std::vector<double> band_powers(const audio::Waveform& mono) {
  const int64_t frame_length = frame_length_for(mono);
  const auto spectrum =
      features::make_feature(features::MelOptions{.spectrum = {.sample_rate = mono.sample_rate,
                                                               .n_fft = frame_length,
                                                               .hop_length = frame_length / 2,
                                                               .center = false},
                                                  .n_mels = num_bands,
                                                  .mel_scale = dsp::FrequencyScale::linear,
                                                  .mel_norm = dsp::BandNorm::none});
  const features::FeatureMatrix frames =
      spectrum->compute(audio::pad(mono, frame_length).channel(0));
  std::vector<double> powers;
  for (int64_t band = 0; band < frames.bins; ++band) {
    const auto row = frames.row(band);
    powers.push_back(std::accumulate(row.begin(), row.end(), 0.0));
  }
  return powers;
}

/// Where the running sum of the powers reaches `share` of the whole, in units of the spacing.
double energy_edge(const std::vector<double>& powers, double share) {
  double left = share * std::accumulate(powers.begin(), powers.end(), 0.0);
  for (size_t band = 0; band < powers.size(); ++band) {
    if (left <= powers[band] && powers[band] > 0)
      return static_cast<double>(band) + 0.5 + left / powers[band];
    left -= powers[band];
  }
  return static_cast<double>(powers.size()) + 0.5;
}

/// Upper edge of the highest band that is not empty, in units of the spacing.
double occupied_edge(const std::vector<double>& powers) {
  const double least = occupied_ratio * *std::max_element(powers.begin(), powers.end());
  const auto last =
      std::find_if(powers.rbegin(), powers.rend(), [&](double power) { return power > least; });
  return static_cast<double>(powers.rend() - last) + 0.5;
}

}  // namespace

Bandwidth measure_bandwidth(const audio::Waveform& mono) {
  const auto powers = band_powers(mono);
  const double spacing =
      static_cast<double>(mono.sample_rate) / 2 / static_cast<double>(num_bands + 1);
  return {.energy_95 = spacing * energy_edge(powers, 0.95),
          .energy_99 = spacing * energy_edge(powers, 0.99),
          .occupied = spacing * occupied_edge(powers)};
}

}  // namespace pinna::data
