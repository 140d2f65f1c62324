#include "pinna/report/window_figure.h"

#include <cmath>
#include <numbers>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

using testing::HasSubstr;

features::SpectrumOptions small_spectrum() {
  return features::resolved({.sample_rate = 8000, .n_fft = 64, .hop_length = 32});
}

/// A sine of 1 kHz from sample 4000 on.
std::vector<float> late_sine() {
  std::vector<float> samples(8000);
  for (size_t i = 4000; i < 8000; ++i)
    samples[i] = static_cast<float>(std::sin(std::numbers::pi / 4 * static_cast<double>(i)));
  return samples;
}

TEST(WindowFigure, LoudestFrameIsTaken) {
  EXPECT_THAT(window_figure(small_spectrum(), late_sine()).script, HasSubstr("time from 0.5 s on"));
}

TEST(WindowFigure, FrameIsCentredWhereAsked) {
  EXPECT_THAT(window_figure(small_spectrum(), late_sine(), 0.254).script,
              HasSubstr("time from 0.25 s on"));
}

TEST(WindowFigure, MagnitudeOfASineIsHalfTheSumOfTheWindow) {
  // Bin 8 of 64: 16 under Hann's window, 32 without.
  const std::string script = window_figure(small_spectrum(), late_sine(), 0.75).script;
  EXPECT_THAT(script, HasSubstr("\n1 24.0824\n"));
  EXPECT_THAT(script, HasSubstr("\n1 30.103\n"));
}

TEST(WindowFigure, SilenceAndShortClipsAreDrawn) {
  EXPECT_NO_THROW(
      render(window_figure(small_spectrum(), std::vector<float>(100)), FigureFormat::png));
  EXPECT_NO_THROW(
      render(window_figure(small_spectrum(), std::vector<float>{0.5F}), FigureFormat::svg));
}

TEST(WindowFigure, TimesBeyondTheRecordingAreRefused) {
  EXPECT_THROW(window_figure(small_spectrum(), {}), core::BadData);
  EXPECT_THROW(window_figure(small_spectrum(), late_sine(), 1.5), core::InvalidOptions);
  EXPECT_THROW(window_figure(small_spectrum(), late_sine(), -0.1), core::InvalidOptions);
  EXPECT_THROW(window_figure(small_spectrum(), late_sine(), std::nan("")), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::report
