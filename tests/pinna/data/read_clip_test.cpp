#include "pinna/data/read_clip.h"

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/audio/encode.h"
#include "pinna/core/error.h"

namespace pinna::data {
namespace {

TEST(ReadClip, GivesTheFramesBetweenOnsetAndOffset) {
  const test::TemporaryFolder folder;
  audio::Waveform ramp{.samples = std::vector<float>(1000), .sample_rate = 1000};
  for (size_t i = 0; i < ramp.samples.size(); ++i) ramp.samples[i] = static_cast<float>(i) / 2000;
  audio::write_audio(folder / "ramp.wav", ramp, audio::WavEncoding::float32);
  Clip clip{.id = "ramp", .path = folder / "ramp.wav"};
  EXPECT_EQ(read_clip(clip).num_frames(), 1000);
  clip.onset = 0.25;
  clip.offset = 0.5;
  const audio::Waveform part = read_clip(clip);
  EXPECT_EQ(part.num_frames(), 250);
  EXPECT_EQ(part.samples.front(), ramp.samples[250]);
  clip.offset = 1e300;
  EXPECT_EQ(read_clip(clip).num_frames(), 750);
}

TEST(ReadClip, PartsBeyondTheFileAreNamed) {
  const audio::AudioInfo info{.num_frames = 100, .num_channels = 1, .sample_rate = 100};
  Clip clip{.id = "late", .path = "late.wav", .onset = 1};
  try {
    range_of(clip, info);
    FAIL();
  } catch (const core::BadData& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("empty clip \"late\": got frames 100 to 100"));
  }
  clip.onset = 0;
  EXPECT_THROW(range_of(clip, {.num_frames = 0, .num_channels = 1, .sample_rate = 100}),
               core::BadData);
}

}  // namespace
}  // namespace pinna::data
