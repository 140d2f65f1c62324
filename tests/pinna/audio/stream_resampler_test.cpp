#include "pinna/audio/stream_resampler.h"

#include <cmath>

#include <gtest/gtest.h>

#include "pinna/audio/resample.h"
#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::audio {
namespace {

std::vector<float> noise(int64_t length) {
  core::Random random(4);
  std::vector<float> samples(static_cast<size_t>(length));
  for (float& sample : samples) sample = static_cast<float>(random.uniform(-0.5, 0.5));
  return samples;
}

TEST(StreamResampler, ChunksGiveTheSamplesOfTheWhole) {
  core::Random random(9);
  for (const auto& [rate, new_rate] :
       {std::pair<int64_t, int64_t>{44100, 22050}, {16000, 22050}, {48000, 44100}, {8000, 8000}})
    for (const int64_t length : {1, 1000, 100003}) {
      const std::vector<float> input = noise(length);
      const Waveform whole =
          resample({.samples = input, .num_channels = 1, .sample_rate = rate}, new_rate);
      StreamResampler resampler(rate, new_rate);
      std::vector<float> output;
      std::span<const float> rest = input;
      while (!rest.empty()) {
        const auto chunk =
            rest.first(std::min(rest.size(), static_cast<size_t>(1 + random.below(30000))));
        resampler.push(chunk, output);
        rest = rest.subspan(chunk.size());
      }
      resampler.finish(output);
      ASSERT_EQ(output.size(), whole.samples.size()) << rate << " " << new_rate << " " << length;
      for (size_t i = 0; i < output.size(); ++i)
        ASSERT_NEAR(output[i], whole.samples[i], 1e-6) << i;
    }
}

TEST(StreamResampler, ImpossibleRatesAreRefused) {
  EXPECT_THROW(StreamResampler(0, 8000), core::InvalidOptions);
  EXPECT_THROW(StreamResampler(8000, 1 << 30), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::audio
