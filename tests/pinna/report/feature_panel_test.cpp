#include "pinna/report/feature_panel.h"

#include <algorithm>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

FeaturePanel curve(std::vector<float> values) {
  FeaturePanel panel{.title = "curve", .values = {1, std::ssize(values)}, .seconds = 1};
  panel.values.values = std::move(values);
  return panel;
}

features::FeatureOptions parsed(const std::vector<std::string>& assignments) {
  core::ConfigTable table;
  for (const std::string& assignment : assignments) core::apply_override(table, assignment);
  return features::parse_feature(table);
}

TEST(FeaturePanel, CentredFramesLieAtMultiplesOfTheHop) {
  const auto feature = features::make_feature(parsed({"type=log_mel"}));
  const std::vector<float> noise(22050, 0.1F);
  const auto panels = feature_panels(*feature, noise, "title");
  ASSERT_EQ(panels.size(), 1U);
  EXPECT_EQ(panels[0].value_unit, "dB");
  EXPECT_DOUBLE_EQ(panels[0].seconds, 1);
  EXPECT_DOUBLE_EQ(panels[0].frame_seconds, 512.0 / 22050);
  EXPECT_DOUBLE_EQ(panels[0].first_frame, 0);
  EXPECT_NO_THROW(check(panels[0]));
}

TEST(FeaturePanel, OtherFramesLieAtTheirMiddle) {
  const std::vector<float> noise(22050, 0.1F);
  for (const char* hop : {"hop_length=100", "hop_length=900"}) {
    const auto feature = features::make_feature(parsed({"type=log_mel", "center=false", hop}));
    EXPECT_DOUBLE_EQ(feature_panels(*feature, noise, "")[0].first_frame, 512.0 / 22050) << hop;
  }
}

TEST(FeaturePanel, KaldisFramesLieAtTheirMiddle) {
  const std::vector<float> noise(16000, 0.1F);
  const auto first_frame = [&](const char* snip_edges) {
    const auto feature = features::make_feature(parsed({"type=kaldi_fbank", snip_edges}));
    return feature_panels(*feature, noise, "")[0].first_frame;
  };
  EXPECT_DOUBLE_EQ(first_frame("snip_edges=true"), 0.0125);  // half a frame of 25 ms
  EXPECT_DOUBLE_EQ(first_frame("snip_edges=false"), 0.005);  // half a shift of 10 ms
}

/// Where the values are largest [s].
double peak_seconds(const FeaturePanel& panel) {
  const auto row = panel.values.row(0);
  return panel.first_frame +
         panel.frame_seconds * static_cast<double>(std::ranges::max_element(row) - row.begin());
}

TEST(FeaturePanel, OnsetsLieAtTheClickWhateverTheLag) {
  std::vector<float> click(44100, 0.0F);
  click[22050] = 1;
  for (const char* lag : {"lag=1", "lag=20"}) {
    const auto feature = features::make_feature(parsed({"type=onset_strength", lag}));
    const FeaturePanel panel = feature_panels(*feature, click, "")[0];
    EXPECT_NEAR(peak_seconds(panel), 1, 1.5 * panel.frame_seconds) << lag;
  }
}

TEST(FeaturePanel, TempogramsCoverTheRecording) {
  const auto feature = features::make_feature(parsed({"type=tempogram"}));
  const std::vector<float> noise(44100, 0.1F);
  const FeaturePanel panel = feature_panels(*feature, noise, "")[0];
  EXPECT_DOUBLE_EQ(panel.first_frame, 0);
  EXPECT_NEAR(panel.end_seconds(), panel.seconds, panel.frame_seconds);
}

TEST(FeaturePanel, ComplexFeaturesAreTwoPanels) {
  const auto feature = features::make_feature(parsed({"type=cqt", "part=complex"}));
  const std::vector<float> noise(22050, 0.1F);
  const auto panels = feature_panels(*feature, noise, "cqt");
  ASSERT_EQ(panels.size(), 2U);
  EXPECT_EQ(panels[0].title, "cqt, real part");
  EXPECT_EQ(panels[1].title, "cqt, imaginary part");
  EXPECT_EQ(2 * panels[0].values.bins, feature->num_bins());
  for (const FeaturePanel& panel : panels) EXPECT_NO_THROW(check(panel));
}

TEST(FeaturePanel, StacksAreAPanelForEachChannel) {
  const auto feature = features::make_feature(parsed({"type=stack"}));
  const std::vector<float> noise(22050, 0.1F);
  const auto panels = feature_panels(*feature, noise, "stack");
  ASSERT_EQ(std::ssize(panels), feature->num_channels());
  EXPECT_EQ(panels[2].title, "stack, channel 3: chroma_stft");
  EXPECT_EQ(panels[0].axis.unit, "Hz");
  EXPECT_EQ(panels[0].value_unit, "dB");
  EXPECT_EQ(panels[2].value_unit, "");
  EXPECT_EQ(panels[2].values.row(0)[5], feature->compute(noise).row(2 * panels[0].values.bins)[5]);
}

TEST(FeaturePanel, RangeOfDecibelsIsCutToTheLoudest) {
  FeaturePanel panel{.values = {2, 2}, .seconds = 1, .value_unit = "dB"};
  panel.values.values = {-150, -100, -40, -10};
  EXPECT_EQ(shown_range({&panel, 1}), (ValueRange{-90, -10}));
  panel.value_unit = "";
  EXPECT_EQ(shown_range({&panel, 1}), (ValueRange{-150, -10}));
}

TEST(FeaturePanel, CurvesHaveAMarginAndStandOnZeroWhereTheyCan) {
  const FeaturePanel positive = curve({0, 50, 100}), high = curve({100, 110}),
                     signed_ = curve({-1, 1});
  EXPECT_EQ(shown_range({&positive, 1}), (ValueRange{0, 106}));
  EXPECT_NEAR(shown_range({&high, 1}).low, 99.4, 1e-9);
  EXPECT_NEAR(shown_range({&signed_, 1}).low, -1.12, 1e-9);
}

TEST(FeaturePanel, RangeIsNeverEmpty) {
  for (const std::vector<float>& values : {std::vector<float>{0, 0}, {7, 7}, {-3e4F, -3e4F}}) {
    const FeaturePanel panel = curve(values);
    EXPECT_LT(shown_range({&panel, 1}).low, shown_range({&panel, 1}).high);
  }
}

TEST(FeaturePanel, FramesWithoutPitchDoNotCount) {
  FeaturePanel panel = curve({0, 400, 420, 0});
  panel.axis.quantity = "pitch";
  panel.value_unit = "Hz";
  EXPECT_GT(shown_range({&panel, 1}).low, 390);
  panel.values.values = {0, 0, 0, 0};
  EXPECT_EQ(shown_range({&panel, 1}), (ValueRange{0, 1}));
}

TEST(FeaturePanel, NotANumberIsAGapInAPitchAlone) {
  FeaturePanel panel = curve({std::numeric_limits<float>::quiet_NaN(), 400, 420});
  EXPECT_THROW(check(panel), core::InvalidOptions);
  panel.axis.quantity = "pitch";
  panel.value_unit = "Hz";
  EXPECT_NO_THROW(check(panel));
  EXPECT_GT(shown_range({&panel, 1}).low, 390);
}

TEST(FeaturePanel, WhatCannotBeDrawnIsRefused) {
  EXPECT_THROW(check({}), core::InvalidOptions);
  FeaturePanel panel = curve({1, 2});
  EXPECT_NO_THROW(check(panel));
  panel.axis.names = {"a", "b"};
  EXPECT_THROW(check(panel), core::InvalidOptions);
  panel = curve({1, std::numeric_limits<float>::infinity()});
  EXPECT_THROW(check(panel), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::report
