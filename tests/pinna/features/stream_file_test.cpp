#include "pinna/features/stream_file.h"

#include "tests/pinna/features/streaming.h"
#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/audio/encode.h"
#include "pinna/audio/level.h"
#include "pinna/audio/resample.h"
#include "pinna/core/error.h"

namespace pinna::features {
namespace {

LogMelOptions local_log_mel() {
  LogMelOptions options;
  options.level.top_db = std::nullopt;
  return options;
}

TEST(StreamFile, EqualsTheWholeFile) {
  const pinna::test::TemporaryFolder folder;
  const audio::Waveform stereo{
      .samples = test::noise_clip(2 * 200000), .num_channels = 2, .sample_rate = 44100};
  audio::write_audio(folder / "noise.wav", stereo);
  const auto feature = make_feature(local_log_mel());
  audio::AudioReader reader(folder / "noise.wav");
  std::vector<FeatureMatrix> parts;
  stream_file(*feature, reader, [&](const FeatureMatrix& frames) { parts.push_back(frames); });
  EXPECT_GT(parts.size(), 2U);
  const FeatureMatrix whole = feature->compute(
      audio::resample(audio::to_mono(audio::read_audio(folder / "noise.wav")), 22050).samples);
  EXPECT_LT(test::largest_difference(test::side_by_side(parts), whole), 1e-3);
}

TEST(StreamFile, FeaturesOfTheWholeClipAreRefused) {
  const pinna::test::TemporaryFolder folder;
  audio::write_audio(folder / "noise.wav",
                     {.samples = test::noise_clip(5000), .num_channels = 1, .sample_rate = 22050});
  audio::AudioReader reader(folder / "noise.wav");
  EXPECT_THROW(stream_file(*make_feature(LogMelOptions{}), reader, [](const FeatureMatrix&) {}),
               core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
