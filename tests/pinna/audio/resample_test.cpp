#include "pinna/audio/resample.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tests/pinna/audio/signals.h"
#include "tests/support/shared_data.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/audio/level.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/npy.h"

namespace pinna::test {
namespace {

using namespace audio;
using core::InvalidOptions;

constexpr ResampleMethod kMethods[] = {ResampleMethod::soxr_hq, ResampleMethod::sinc_hann,
                                       ResampleMethod::sinc_kaiser};

double largest_difference(std::span<const float> a, std::span<const float> b) {
  double largest = 0;
  for (size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    largest = std::max(largest, std::abs(static_cast<double>(a[i]) - b[i]));
  return largest;
}

Waveform read_waveform(const std::string& path, int64_t sample_rate) {
  const core::Array array = core::read_npy(shared_path("golden/features") / path);
  const auto samples = array.as_float32();
  return {
      .samples = {samples.begin(), samples.end()}, .num_channels = 1, .sample_rate = sample_rate};
}

TEST(Resample, HannSincEqualsTorchaudio) {
  const auto folder = shared_path("golden/features");
  REQUIRE_SHARED(folder);
  const auto cases = nlohmann::json::parse(core::read_file(folder / "cases.json"));
  int num_cases = 0;
  for (const auto& golden : cases["cases"]) {
    const auto name = golden["name"].get<std::string>();
    if (!name.starts_with("resample_")) continue;
    const auto& params = golden["params"];
    const auto new_rate = params["new_freq"].get<int64_t>();
    const Waveform input = read_waveform(golden["input"], golden["sample_rate"]);
    const Waveform expected = read_waveform(golden["output"], new_rate);
    const Waveform actual =
        resample(input, new_rate,
                 {.method = ResampleMethod::sinc_hann,
                  .lowpass_filter_width = params["lowpass_filter_width"].get<int64_t>(),
                  .rolloff = params["rolloff"].get<double>()});
    ASSERT_EQ(actual.num_frames(), expected.num_frames()) << golden["output"];
    EXPECT_LE(largest_difference(actual.samples, expected.samples), 1e-5 * peak(expected.samples))
        << golden["output"];
    ++num_cases;
  }
  EXPECT_EQ(num_cases, 9);
}

TEST(Resample, ResultHasTheRateAndLengthOfTheRatio) {
  for (const ResampleMethod method : kMethods)
    for (const auto& [rate, new_rate, frames, expected] : {std::tuple{44100, 22050, 220500, 110250},
                                                           {44100, 16000, 1000, 363},
                                                           {16000, 44100, 7, 20},
                                                           {8000, 48000, 1, 6},
                                                           {48000, 100, 1000, 3},
                                                           {1, 1000, 1, 1000},
                                                           {44100, 44099, 441, 441}}) {
      const Waveform result =
          resample(white_noise(2, frames, rate, 1), new_rate, {.method = method});
      EXPECT_EQ(result.num_frames(), expected) << rate << " to " << new_rate;
      EXPECT_EQ(result.num_channels, 2);
      EXPECT_EQ(result.sample_rate, new_rate);
    }
}

TEST(Resample, SineBelowBothNyquistFrequenciesIsReproduced) {
  for (const ResampleMethod method : kMethods)
    for (const auto& [rate, new_rate] : {std::pair{44100, 22050}, {44100, 16000}, {22050, 48000}}) {
      const Waveform result =
          resample(sine_wave(1000, 0.5, rate, rate), new_rate, {.method = method});
      const Waveform ideal = sine_wave(1000, 0.5, new_rate, new_rate);
      const size_t edge = static_cast<size_t>(new_rate) / 50;
      const double error = largest_difference(std::span(result.samples).subspan(edge, 10 * edge),
                                              std::span(ideal.samples).subspan(edge, 10 * edge));
      EXPECT_LE(error, method == ResampleMethod::soxr_hq ? 2e-5 : 5e-3)
          << core::enum_name(method) << " " << rate << " to " << new_rate;
    }
}

TEST(Resample, SoxrRemovesWhatTheNewRateCannotHold) {
  const Waveform result = resample(sine_wave(15000, 1, 44100, 44100), 22050);
  EXPECT_LE(dbfs(peak(std::span(result.samples).subspan(2000, 15000))), -90);
}

TEST(Resample, ChannelsAreIndependent) {
  for (const ResampleMethod method : kMethods) {
    const Waveform stereo = white_noise(2, 3000, 44100, 1);
    const Waveform both = resample(stereo, 16000, {.method = method});
    for (int64_t c = 0; c < 2; ++c) {
      const auto channel = stereo.channel(c);
      const Waveform alone = resample(
          {.samples = {channel.begin(), channel.end()}, .num_channels = 1, .sample_rate = 44100},
          16000, {.method = method});
      EXPECT_EQ(largest_difference(alone.samples, both.channel(c)), 0);
    }
  }
}

TEST(Resample, EqualRatesChangeNothing) {
  const Waveform noise = white_noise(1, 1000, 44100, 1);
  for (const ResampleMethod method : kMethods)
    EXPECT_EQ(resample(noise, 44100, {.method = method}).samples, noise.samples);
}

TEST(Resample, EmptyStaysEmpty) {
  for (const ResampleMethod method : kMethods)
    EXPECT_EQ(
        resample({.samples = {}, .sample_rate = 8000}, 16000, {.method = method}).num_frames(), 0);
}

TEST(Resample, RatesAndOptionsOutOfRangeAreRefused) {
  const Waveform noise = white_noise(1, 10, 8000, 1);
  for (const int64_t rate : {int64_t{0}, int64_t{-1}, int64_t{768001}})
    EXPECT_THROW(resample(noise, rate), InvalidOptions);
  EXPECT_THROW(resample({.samples = {1}, .sample_rate = 0}, 8000), InvalidOptions);
  EXPECT_THROW(resample(noise, 16000, {.rolloff = 0}), InvalidOptions);
  EXPECT_THROW(resample(noise, 16000, {.lowpass_filter_width = 0}), InvalidOptions);
}

TEST(Resample, ResultsBeyondTheLimitAreRefusedBeforeAllocation) {
  EXPECT_THROW(resample(white_noise(1, 10000, 1, 1), 768000), InvalidOptions);
}

}  // namespace
}  // namespace pinna::test
