#include "pinna/features/kaldi_fbank.h"

#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

using std::numbers::pi;

/// Kaldi's steps in double for one frame of options without snip_edges: bands, then the energy.
std::vector<double> reference(const KaldiFbankOptions& options, std::span<const float> clip,
                              int64_t frame) {
  const KaldiFrameOptions& frames = options.mel.frame;
  const int64_t length = frames.frame_samples(), hop = frames.hop_samples();
  const auto num_samples = static_cast<int64_t>(clip.size());
  std::vector<double> x;
  for (int64_t i = 0; i < length; ++i) {
    int64_t index = frame * hop - (frames.snip_edges ? 0 : length / 2 - hop / 2) + i;
    if (index < 0) index = -1 - index;
    if (index >= num_samples) index = 2 * num_samples - 1 - index;
    x.push_back(frames.scale * clip[static_cast<size_t>(index)]);
  }
  const auto energy_of = [](const std::vector<double>& values) {
    return std::inner_product(values.begin(), values.end(), values.begin(), 0.0);
  };
  if (frames.remove_dc_offset) {
    const double mean = std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(length);
    for (double& value : x) value -= mean;
  }
  double energy = energy_of(x);
  for (size_t i = x.size(); i-- > 0;)
    x[i] -= frames.preemphasis_coefficient * x[i == 0 ? 0 : i - 1];
  const std::vector<float> window = kaldi_window(frames);
  for (size_t i = 0; i < x.size(); ++i) x[i] *= window[i];
  if (!frames.raw_energy) energy = energy_of(x);

  const dsp::BandMatrix bank = kaldi_mel_bank(resolved(options.mel));
  const std::vector<float> weights = bank.dense();
  std::vector<double> rows(static_cast<size_t>(bank.num_bands()));
  for (int64_t k = 0; k < bank.num_bins; ++k) {
    std::complex<double> bin = 0;
    for (size_t i = 0; i < x.size(); ++i)
      bin += x[i] * std::polar(1.0, -2 * pi * static_cast<double>(k) * static_cast<double>(i) /
                                        static_cast<double>(frames.n_fft()));
    const double value = options.use_power ? std::norm(bin) : std::abs(bin);
    for (size_t band = 0; band < rows.size(); ++band)
      rows[band] +=
          value * weights[band * static_cast<size_t>(bank.num_bins) + static_cast<size_t>(k)];
  }
  for (double& row : rows)
    if (options.use_log_fbank) row = std::log(std::max(row, 1.1920929e-7));
  rows.push_back(std::log(std::max({energy, 1.1920929e-7, frames.energy_floor})));
  return rows;
}

/// Largest error relative to the largest value; options without use_energy are given it, last.
double worst_error(KaldiFbankOptions options, const dsp::Kernels& kernels) {
  options.use_energy = options.htk_compat = true;
  const std::vector<float> clip = test::noise_clip(4000);
  const FeatureMatrix got = KaldiFbank(options, kernels).compute(clip);
  double worst = 0, largest = 0;
  for (int64_t f = 0; f < got.frames; ++f) {
    const std::vector<double> expected = reference(options, clip, f);
    for (int64_t bin = 0; bin < got.bins; ++bin) {
      worst = std::max(worst, std::abs(got.at(bin, f) - expected[static_cast<size_t>(bin)]));
      largest = std::max(largest, std::abs(expected[static_cast<size_t>(bin)]));
    }
  }
  return worst / largest;
}

KaldiFbankOptions with_frames(const KaldiFrameOptions& frames) {
  return {.mel = {.frame = frames}};
}

TEST(KaldiFbank, IsItsDefinition) {
  for (const dsp::Kernels* kernels : dsp::available_kernels()) {
    EXPECT_LT(worst_error({}, *kernels), 5e-6);
    EXPECT_LT(worst_error({.use_log_fbank = false, .use_power = false}, *kernels), 5e-6);
    EXPECT_LT(
        worst_error({.mel = {.num_mel_bins = 40, .low_freq = 0, .high_freq = -500}}, *kernels),
        5e-6);
    for (const KaldiFrameOptions& frames : std::initializer_list<KaldiFrameOptions>{
             {.snip_edges = false},
             {.frame_length = 11.3, .frame_shift = 17.1, .snip_edges = false},
             {.frame_length = 20, .round_to_power_of_two = false},
             {.scale = 1, .window_type = KaldiWindow::blackman, .blackman_coeff = 0.4},
             {.window_type = KaldiWindow::hamming, .raw_energy = false},
             {.window_type = KaldiWindow::rectangular, .preemphasis_coefficient = 0},
             {.remove_dc_offset = false, .energy_floor = 0}})
      EXPECT_LT(worst_error(with_frames(frames), *kernels), 5e-6);
  }
}

TEST(KaldiFbank, FramesAreCountedAsInKaldi) {
  const KaldiFbank whole({});
  EXPECT_EQ(whole.num_frames(399), 0);
  EXPECT_EQ(whole.num_frames(400), 1);
  EXPECT_EQ(whole.num_frames(560), 2);
  const KaldiFbank mirrored(with_frames({.snip_edges = false}));
  EXPECT_EQ(mirrored.num_frames(79), 0);
  EXPECT_EQ(mirrored.num_frames(80), 1);
  EXPECT_EQ(mirrored.num_frames(240), 2);
  EXPECT_EQ(mirrored.compute(std::vector<float>(90, 0.1f)).frames, 1);
}

TEST(KaldiFbank, SilenceIsTheSmallestFloat) {
  const FeatureMatrix matrix = KaldiFbank({.use_energy = true}).compute(std::vector<float>(1000));
  for (int64_t bin = 1; bin < matrix.bins; ++bin)
    EXPECT_FLOAT_EQ(matrix.at(bin, 0), std::log(1.1920929e-7f));
  EXPECT_EQ(matrix.at(0, 0), 0);
}

TEST(KaldiFbank, EnergyIsTheFirstRowOrTheLast) {
  const std::vector<float> clip = test::noise_clip(2000);
  const FeatureMatrix bands = KaldiFbank({}).compute(clip);
  const FeatureMatrix first = KaldiFbank({.use_energy = true}).compute(clip);
  const FeatureMatrix last = KaldiFbank({.use_energy = true, .htk_compat = true}).compute(clip);
  ASSERT_EQ(first.bins, bands.bins + 1);
  EXPECT_TRUE(std::ranges::equal(first.row(0), last.row(bands.bins)));
  for (int64_t bin = 0; bin < bands.bins; ++bin) {
    EXPECT_TRUE(std::ranges::equal(first.row(bin + 1), bands.row(bin)));
    EXPECT_TRUE(std::ranges::equal(last.row(bin), bands.row(bin)));
  }
  EXPECT_EQ(KaldiFbank({.use_energy = true}).bin_axis().names.front(), "energy");
}

TEST(KaldiFbank, SubtractedMeansLeaveNone) {
  const KaldiFbank feature({.subtract_mean = true});
  const FeatureMatrix matrix = feature.compute(test::noise_clip(8000));
  for (int64_t bin = 0; bin < matrix.bins; ++bin) {
    const auto row = matrix.row(bin);
    EXPECT_NEAR(std::accumulate(row.begin(), row.end(), 0.0), 0, 1e-4);
  }
  EXPECT_THROW(feature.make_stream(), core::InvalidOptions);
}

TEST(KaldiFbank, StreamEqualsTheWholeClip) {
  for (const KaldiFrameOptions& frames : std::initializer_list<KaldiFrameOptions>{
           {},
           {.snip_edges = false},
           {.frame_length = 25.1, .snip_edges = false},
           {.frame_length = 7, .frame_shift = 12, .snip_edges = false}})
    for (const int64_t length : {40000, 40073, 40159, 300}) {
      const KaldiFbank feature(with_frames(frames));
      if (feature.num_frames(length) == 0) continue;
      const std::vector<float> clip = test::noise_clip(length);
      EXPECT_LT(test::largest_difference(test::streamed(feature, clip, 8), feature.compute(clip)),
                1e-5);
    }
}

TEST(KaldiFbank, ConstantOffsetIsRemoved) {
  std::vector<float> clip = test::noise_clip(4000);
  const FeatureMatrix plain = KaldiFbank({}).compute(clip);
  for (float& sample : clip) sample += 0.25f;
  EXPECT_LT(test::largest_difference(KaldiFbank({}).compute(clip), plain), 1e-3);
}

TEST(KaldiFbank, BadOptionsAndClipsAreRefused) {
  EXPECT_THROW(KaldiFbank({.mel = {.num_mel_bins = 3}}), core::InvalidOptions);
  EXPECT_THROW(KaldiFbank({.mel = {.low_freq = 8000}}), core::InvalidOptions);
  EXPECT_THROW(KaldiFbank({.mel = {.high_freq = 8001}}), core::InvalidOptions);
  EXPECT_THROW(KaldiFbank({.mel = {.low_freq = 100, .high_freq = -7900}}), core::InvalidOptions);
  EXPECT_THROW(KaldiFbank({.mel = {.low_freq = 7999.999}}), core::InvalidOptions);
  EXPECT_THROW(KaldiFbank(with_frames({.dither = 1})), core::InvalidOptions);
  EXPECT_THROW(KaldiFbank(with_frames({.frame_length = 0.1})), core::InvalidOptions);
  EXPECT_THROW(KaldiFbank(with_frames({.frame_shift = 0.01})), core::InvalidOptions);
  EXPECT_THROW(KaldiFbank(with_frames(
                   {.sample_rate = 11000, .frame_length = 1, .round_to_power_of_two = false})),
               core::InvalidOptions);
  EXPECT_THROW(KaldiFbank({}).compute(std::vector<float>(399)), core::BadData);
  EXPECT_THROW(KaldiFbank({}).compute(std::vector<float>(400, NAN)), core::BadData);
  EXPECT_THROW(KaldiFbank({}).compute(std::vector<float>(400, INFINITY)), core::BadData);
}

}  // namespace
}  // namespace pinna::features
