#include "pinna/report/inspection_spectrogram.h"

#include <cmath>
#include <numbers>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/audio/encode.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/temporary_folder.h"

namespace pinna::report {
namespace {

class InspectionSpectrograms : public testing::Test {
 protected:
  /// Silence with a tone from `onset` for a tenth of a second.
  std::filesystem::path recording(double seconds, double onset, int64_t rate = 8000) {
    audio::Waveform sound{.samples = {}, .num_channels = 1, .sample_rate = rate};
    sound.samples.resize(static_cast<size_t>(seconds * static_cast<double>(rate)));
    for (size_t i = 0; i < sound.samples.size(); ++i) {
      const double second = static_cast<double>(i) / static_cast<double>(rate);
      if (second >= onset && second < onset + 0.1)
        sound.samples[i] = static_cast<float>(0.5 * std::sin(2 * std::numbers::pi * 1000 * second));
    }
    const auto path = temporary_ / "recording.wav";
    audio::write_audio(path, sound);
    return path;
  }
  /// The middle of the loudest frame.
  static double loudest(const FeaturePanel& panel) {
    const auto& values = panel.values.values;
    const auto place = std::max_element(values.begin(), values.end()) - values.begin();
    return panel.first_frame +
           static_cast<double>(place % panel.values.frames) * panel.frame_seconds;
  }

  core::TemporaryFolder temporary_;
};

TEST_F(InspectionSpectrograms, ShowTheWholeRecording) {
  const FeaturePanel panel = inspection_spectrogram(recording(3, 2));
  EXPECT_NO_THROW(check(panel));
  EXPECT_EQ(panel.seconds, 3);
  EXPECT_NEAR(panel.end_seconds(), 3, 0.02);
  EXPECT_NEAR(panel.frame_seconds, 0.01, 1e-9);
  EXPECT_NEAR(loudest(panel), 2.05, 0.06);
}

TEST_F(InspectionSpectrograms, OfLongRecordingsAreReducedAndKeepShortSounds) {
  const FeaturePanel panel = inspection_spectrogram(recording(40, 33), 100);
  EXPECT_LE(panel.values.frames, 101);
  EXPECT_NEAR(panel.end_seconds(), 40, panel.frame_seconds);
  EXPECT_NEAR(loudest(panel), 33.05, panel.frame_seconds);
  const ValueRange range = shown_range({&panel, 1});
  EXPECT_GT(range.high - range.low, 60);  // the tone is not averaged away
}

TEST_F(InspectionSpectrograms, OfPartsStandOnTheAxisOfTheWhole) {
  const FeaturePanel panel = inspection_spectrogram(recording(10, 7), ValueRange{6, 8.5});
  EXPECT_EQ(panel.seconds, 10);
  EXPECT_NEAR(panel.first_frame, 6, 0.02);
  EXPECT_NEAR(panel.end_seconds(), 8.5, 0.02);
  EXPECT_NEAR(loudest(panel), 7.05, 0.06);
}

TEST_F(InspectionSpectrograms, OfHighRatesEndAt24Khz) {
  const FeaturePanel panel = inspection_spectrogram(recording(1, 0.5, 96000));
  EXPECT_LT(panel.axis.centers.back(), 24000);
}

TEST_F(InspectionSpectrograms, BadPartsAndFilesAreRefused) {
  const auto path = recording(2, 1);
  EXPECT_THROW(inspection_spectrogram(path, ValueRange{1, 1}), core::InvalidOptions);
  EXPECT_THROW(inspection_spectrogram(path, ValueRange{1, 2.5}), core::InvalidOptions);
  EXPECT_THROW(inspection_spectrogram(temporary_ / "absent.wav"), core::MissingInput);
  core::write_file_atomically(temporary_ / "text.wav", "no sound");
  EXPECT_THAT([&] { inspection_spectrogram(temporary_ / "text.wav"); },
              testing::ThrowsMessage<core::BadData>(testing::HasSubstr("text.wav")));
}

}  // namespace
}  // namespace pinna::report
