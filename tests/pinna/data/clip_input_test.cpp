#include "pinna/data/clip_input.h"

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/audio/encode.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::data {
namespace {

using testing::HasSubstr;

constexpr int64_t rate = 8000;

class LoadClip : public testing::Test {
 protected:
  Clip clip_of(const std::vector<float>& samples, int64_t channels = 1) {
    const Clip clip{.id = "the-clip", .path = folder_ / "clip.wav"};
    audio::write_audio(clip.path,
                       {.samples = samples, .num_channels = channels, .sample_rate = rate},
                       audio::WavEncoding::float32);
    return clip;
  }
  static ClipInputOptions milliseconds(double length, Fit fit, Trim trim = Trim::zeros) {
    return {.clip_seconds = length / 1000, .fit = fit, .trim = trim};
  }
  test::TemporaryFolder folder_;
};

std::vector<float> ramp(int64_t size) {
  std::vector<float> samples(static_cast<size_t>(size));
  for (size_t i = 0; i < samples.size(); ++i) samples[i] = 0.001F * static_cast<float>(i + 1);
  return samples;
}

TEST_F(LoadClip, PadsWithZerosAfterTheClip) {
  const auto loaded = load_clip(clip_of(ramp(80)), rate, milliseconds(12.5, Fit::pad));
  std::vector<float> expected = ramp(80);
  expected.resize(100);
  EXPECT_EQ(loaded.samples, expected);
}

TEST_F(LoadClip, TilesWhatIsLeftAfterTrimming) {
  const Clip clip = clip_of({0, 0, 0.5F, 0, 0.25F, 0, 0, 0});
  EXPECT_EQ(load_clip(clip, rate, milliseconds(1, Fit::tile)).samples,
            (std::vector<float>{0.5F, 0, 0.25F, 0.5F, 0, 0.25F, 0.5F, 0}));
  EXPECT_EQ(load_clip(clip, rate, milliseconds(1, Fit::tile, Trim::none)).samples,
            (std::vector<float>{0, 0, 0.5F, 0, 0.25F, 0, 0, 0}));
}

TEST_F(LoadClip, KeepsTheMiddleOfLongClips) {
  const auto loaded = load_clip(clip_of(ramp(100)), rate, milliseconds(10, Fit::tile));
  ASSERT_EQ(loaded.num_frames(), 80);
  EXPECT_FLOAT_EQ(loaded.samples.front(), 0.011F);
}

TEST_F(LoadClip, MixesChannelsAndReadsOnlyThePartBetweenOnsetAndOffset) {
  Clip clip = clip_of({0.1F, 0.2F, 0.3F, 0.4F, 0.3F, 0.4F, 0.5F, 0.6F}, 2);
  clip.onset = 1.0 / rate;
  clip.offset = 3.0 / rate;
  const auto loaded = load_clip(clip, rate, milliseconds(1, Fit::pad));
  ASSERT_EQ(loaded.num_channels, 1);
  EXPECT_THAT(loaded.samples,
              testing::Pointwise(testing::FloatEq(), {0.3F, 0.4F, 0.F, 0.F, 0.F, 0.F, 0.F, 0.F}));
}

TEST_F(LoadClip, ResamplesToTheWantedRate) {
  std::vector<float> sine(8000);
  for (size_t i = 0; i < sine.size(); ++i)
    sine[i] = 0.5F * std::sin(0.3F * static_cast<float>(i + 1));
  const auto loaded = load_clip(clip_of(sine), 2 * rate, {.clip_seconds = 1});
  EXPECT_EQ(loaded.sample_rate, 2 * rate);
  ASSERT_EQ(loaded.num_frames(), 16000);
  EXPECT_NEAR(loaded.samples[8000], 0.5 * std::sin(0.3 * 4001), 1e-3);
}

TEST_F(LoadClip, SilenceStaysSilence) {
  for (const Fit fit : {Fit::pad, Fit::tile})
    EXPECT_EQ(load_clip(clip_of(std::vector<float>(10)), 16000, milliseconds(1, fit)).samples,
              std::vector<float>(16));
}

TEST_F(LoadClip, NamesTheClipThatHoldsANaN) {
  const Clip clip = clip_of({0.5F, 0.25F});
  std::string bytes = core::read_file(clip.path);
  constexpr std::string_view quarter("\0\0\x80\x3e", 4);
  constexpr std::string_view not_a_number("\0\0\xc0\x7f", 4);
  bytes.replace(bytes.rfind(quarter), 4, not_a_number);
  core::write_file_atomically(clip.path, bytes);
  try {
    load_clip(clip, rate, {});
    FAIL() << "a NaN was accepted";
  } catch (const core::BadData& error) {
    EXPECT_THAT(error.what(), HasSubstr("the-clip"));
    EXPECT_THAT(error.what(), HasSubstr("clip.wav"));
  }
}

TEST_F(LoadClip, RefusesAPartThatIsEmptyAndAFileThatIsAbsent) {
  Clip clip = clip_of(ramp(8));
  clip.onset = 1;
  EXPECT_THROW(load_clip(clip, rate, {}), core::BadData);
  clip.path = folder_ / "absent.wav";
  EXPECT_THROW(load_clip(clip, rate, {}), core::MissingInput);
}

TEST(NumClipSamples, RoundsAndChecks) {
  EXPECT_EQ(num_clip_samples({.clip_seconds = 5}, 22050), 110250);
  EXPECT_THROW(num_clip_samples({.clip_seconds = 0}, 22050), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::data
