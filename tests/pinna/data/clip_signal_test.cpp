#include "pinna/data/clip_signal.h"

#include <cmath>
#include <limits>
#include <numbers>

#include "tests/pinna/data/dataset_files.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::data {
namespace {

/// One second at 8 kHz of a 440 Hz sine.
audio::Waveform sine(float amplitude) {
  audio::Waveform waveform{.samples = std::vector<float>(8000), .sample_rate = 8000};
  for (size_t i = 0; i < waveform.samples.size(); ++i)
    waveform.samples[i] =
        amplitude * std::sin(static_cast<float>(i) * 440 / 8000 * 2 * std::numbers::pi_v<float>);
  return waveform;
}

TEST(ClipSignal, ZerosAtTheEndsAreCounted) {
  audio::Waveform waveform{.samples = std::vector<float>(1000), .sample_rate = 1000};
  waveform.samples[100] = waveform.samples[699] = 0.5F;
  const ClipSignal signal = measure_signal(waveform);
  EXPECT_DOUBLE_EQ(signal.leading_zero_seconds, 0.1);
  EXPECT_DOUBLE_EQ(signal.trailing_zero_seconds, 0.3);
  EXPECT_NEAR(signal.active_seconds(), 0.6, 1e-12);
}

TEST(ClipSignal, DigitalSilenceHasNoActivePart) {
  const ClipSignal signal =
      measure_signal(audio::Waveform{.samples = std::vector<float>(333), .sample_rate = 1000});
  EXPECT_EQ(signal.active_seconds(), 0);
  EXPECT_EQ(signal.bandwidth, std::nullopt);
}

TEST(ClipSignal, ClippingNeedsRunsAtFullScale) {
  EXPECT_EQ(measure_signal(sine(0.9F)).clipped_share, 0);
  audio::Waveform waveform = sine(0.5F);
  waveform.samples[10] = waveform.samples[11] = 1;
  EXPECT_EQ(measure_signal(waveform).clipped_share, 0) << "two samples are a peak";
  waveform.samples[12] = -1.2F;
  EXPECT_DOUBLE_EQ(measure_signal(waveform).clipped_share, 3.0 / 8000);
}

TEST(ClipSignal, OffsetIsTheMeanOfTheActivePart) {
  audio::Waveform waveform = sine(0.5F);
  for (float& sample : waveform.samples) sample += 0.02F;
  EXPECT_NEAR(measure_signal(waveform).dc, 0.02, 1e-5);
  waveform.samples.resize(16000);
  EXPECT_NEAR(measure_signal(waveform).dc, 0.02, 1e-5);
}

TEST(ClipSignal, ContentTellsSamplesRatesAndChannelsApart) {
  const audio::Waveform waveform = sine(0.5F);
  audio::Waveform other = waveform;
  EXPECT_EQ(measure_signal(waveform).content, measure_signal(other).content);
  other.sample_rate = 16000;
  EXPECT_NE(measure_signal(waveform).content, measure_signal(other).content);
  other = waveform;
  other.samples.back() += 1e-6F;
  EXPECT_NE(measure_signal(waveform).content, measure_signal(other).content);
}

TEST(ClipSignal, NonFiniteSamplesAreReported) {
  audio::Waveform waveform = sine(0.5F);
  waveform.samples[5] = std::numeric_limits<float>::quiet_NaN();
  const ClipSignal signal = measure_signal(waveform);
  EXPECT_FALSE(signal.is_finite);
  EXPECT_EQ(signal.bandwidth, std::nullopt);
}

TEST(ClipSignal, UnreadableClipIsAFailureAndNoException) {
  const test::TemporaryFolder folder;
  write_text(folder / "text.wav", "no sound at all");
  EXPECT_THAT(measure_signal(Clip{.id = "a", .path = folder / "text.wav"}).failure,
              testing::HasSubstr("text.wav"));
  EXPECT_THAT(measure_signal(Clip{.id = "a", .path = folder / "absent.wav"}).failure,
              testing::HasSubstr("absent.wav"));
}

}  // namespace
}  // namespace pinna::data
