#include "pinna/audio/loudness.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::audio {
namespace {

constexpr int64_t kLowestRate = 4000;
constexpr int64_t kSegmentsPerSecond = 10;  // a block is four segments, the hop one
constexpr int64_t kSegmentsPerBlock = 4;
constexpr double kAbsoluteGate = -70;
constexpr double kRelativeGate = -10;

std::span<const double> channel_weights(int64_t num_channels) {
  static constexpr std::array front{1.0, 1.0, 1.0};
  static constexpr std::array quad{1.0, 1.0, 1.41, 1.41};
  static constexpr std::array five{1.0, 1.0, 1.0, 1.41, 1.41};
  static constexpr std::array five_one{1.0, 1.0, 1.0, 0.0, 1.41, 1.41};
  if (num_channels >= 1 && num_channels <= 3)
    return std::span(front).first(static_cast<size_t>(num_channels));
  if (num_channels == 4) return quad;
  if (num_channels == 5) return five;
  if (num_channels == 6) return five_one;
  throw core::BadData({.what = "loudness: number of channels",
                       .got = std::to_string(num_channels),
                       .expected = "1 to 6",
                       .fix = "mix it down to stereo or mono first"});
}

class Filter {
 public:
  explicit Filter(const Biquad& section) : section_(section) {}
  double operator()(double x) {  // transposed direct form II
    const double y = section_.b0 * x + first_;
    first_ = section_.b1 * x - section_.a1 * y + second_;
    second_ = section_.b2 * x - section_.a2 * y;
    return y;
  }

 private:
  Biquad section_;
  double first_ = 0, second_ = 0;
};

/// Weighted sums of squares of the K-weighted channels, one per complete 100 ms segment. Segment i
/// begins at frame i * sample_rate / 10, rounded down.
std::vector<double> segment_energies(const Waveform& waveform, std::span<const double> weights) {
  const int64_t rate = waveform.sample_rate;
  const auto begin = [&](int64_t segment) { return segment * rate / kSegmentsPerSecond; };
  int64_t num_segments = waveform.num_frames() * kSegmentsPerSecond / rate;
  while (begin(num_segments + 1) <= waveform.num_frames()) ++num_segments;

  std::vector<double> energies(static_cast<size_t>(num_segments), 0.0);
  const auto sections = k_weighting(rate);
  for (size_t c = 0; c < weights.size(); ++c) {
    if (weights[c] == 0) continue;
    const auto channel = waveform.channel(static_cast<int64_t>(c));
    Filter shelf(sections[0]), high_pass(sections[1]);
    for (int64_t segment = 0; segment < num_segments; ++segment) {
      double sum = 0;
      for (int64_t i = begin(segment); i < begin(segment + 1); ++i) {
        const double y = high_pass(shelf(channel[static_cast<size_t>(i)]));
        sum += y * y;
      }
      energies[static_cast<size_t>(segment)] += weights[c] * sum;
    }
  }
  return energies;
}

double loudness_of(double mean_square) {
  return -0.691 + 10 * std::log10(mean_square);
}

/// The mean of the blocks louder than `gate`; 0 if there is none.
double gated_mean(const std::vector<double>& blocks, double gate) {
  double sum = 0;
  int64_t count = 0;
  for (const double block : blocks) {
    if (!(loudness_of(block) > gate)) continue;
    sum += block;
    ++count;
  }
  return count > 0 ? sum / static_cast<double>(count) : 0;
}

}  // namespace

// The centre frequencies, gain and quality factors are those of which BS.1770's 48 kHz table is the
// bilinear transform (B. De Man, "Evaluation of implementations of the EBU R128 loudness
// measurement", AES 145, 2018; the same numbers are in libebur128).
std::array<Biquad, 2> k_weighting(int64_t sample_rate) {
  const auto warped = [&](double frequency) {
    return std::tan(std::numbers::pi * frequency / static_cast<double>(sample_rate));
  };
  const auto section = [](double k, double quality, double b0, double b1, double b2) {
    const double a0 = 1 + k / quality + k * k;
    return Biquad{b0 / a0, b1 / a0, b2 / a0, 2 * (k * k - 1) / a0, (1 - k / quality + k * k) / a0};
  };
  constexpr double shelf_quality = 0.7071752369554196;
  const double k = warped(1681.974450955533);
  const double high = std::pow(10, 3.999843853973347 / 20);
  const double band = std::pow(high, 0.4996667741545416);
  const Biquad shelf = section(k, shelf_quality, high + band * k / shelf_quality + k * k,
                               2 * (k * k - high), high - band * k / shelf_quality + k * k);

  // The recommendation's table leaves the numerator of the high pass unnormalised.
  const Biquad poles = section(warped(38.13547087602444), 0.5003270373238773, 0, 0, 0);
  return {shelf, Biquad{1, -2, 1, poles.a1, poles.a2}};
}

std::vector<float> k_weighted(std::span<const float> samples, int64_t sample_rate) {
  const auto sections = k_weighting(sample_rate);
  Filter shelf(sections[0]), high_pass(sections[1]);
  std::vector<float> weighted(samples.size());
  std::transform(samples.begin(), samples.end(), weighted.begin(),
                 [&](float x) { return static_cast<float>(high_pass(shelf(x))); });
  return weighted;
}

double loudness_lufs(const Waveform& waveform) {
  const auto weights = channel_weights(waveform.num_channels);
  if (waveform.sample_rate < kLowestRate)
    throw core::BadData({.what = "loudness: sample rate",
                         .got = fmt::format("{} Hz", waveform.sample_rate),
                         .expected = fmt::format("at least {} Hz", kLowestRate)});
  const std::vector<double> segments = segment_energies(waveform, weights);
  if (std::ssize(segments) < kSegmentsPerBlock)
    throw core::BadData({.what = "loudness: duration",
                         .got = fmt::format("{:.3f} s", waveform.seconds()),
                         .expected = "at least 0.4 s"});
  const double block_frames = static_cast<double>(waveform.sample_rate) *
                              static_cast<double>(kSegmentsPerBlock) / kSegmentsPerSecond;
  std::vector<double> blocks;
  for (auto segment = segments.begin(); segment + kSegmentsPerBlock <= segments.end(); ++segment)
    blocks.push_back(std::accumulate(segment, segment + kSegmentsPerBlock, 0.0) / block_frames);
  const double relative_gate = loudness_of(gated_mean(blocks, kAbsoluteGate)) + kRelativeGate;
  return loudness_of(gated_mean(blocks, std::max(kAbsoluteGate, relative_gate)));
}

}  // namespace pinna::audio
