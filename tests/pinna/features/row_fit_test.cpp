#include "pinna/features/row_fit.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

using testing::ElementsAre;

FeatureMatrix column(const std::vector<float>& values) {
  FeatureMatrix matrix(std::ssize(values), 1);
  matrix.values = values;
  return matrix;
}

std::vector<float> fitted(const FeatureMatrix& source, int64_t rows, ChannelFit fit) {
  std::vector<float> target(static_cast<size_t>(rows * source.frames), -1.0f);
  RowFit(source.bins, rows, fit).apply(source, target);
  return target;
}

void expect_near(const std::vector<float>& values, const std::vector<float>& expected) {
  ASSERT_EQ(values.size(), expected.size());
  for (size_t i = 0; i < values.size(); ++i) EXPECT_NEAR(values[i], expected[i], 1e-5) << i;
}

TEST(RowFit, ResizingEqualsTorchsAntiAliasedInterpolation) {
  // torch 1.13: functional.interpolate of [1, 1, 5, 1], mode = "bilinear", antialias = True.
  const FeatureMatrix source = column({1, 4, -2, 8, 3});
  expect_near(fitted(source, 2, ChannelFit::resize), {1.863636f, 3.954545f});
  expect_near(fitted(source, 3, ChannelFit::resize), {2.285714f, 1.555555f, 5.142858f});
  expect_near(fitted(source, 8, ChannelFit::resize),
              {1.0f, 2.3125f, 3.625f, -0.125f, 1.125f, 7.375f, 5.1875f, 3.0f});
}

TEST(RowFit, TheSameNumberOfRowsChangesNoBit) {
  const FeatureMatrix source = column({0.1f, -3.3f, 7e-9f, 123.456f});
  for (const ChannelFit fit : {ChannelFit::resize, ChannelFit::pad, ChannelFit::tile})
    EXPECT_EQ(fitted(source, 4, fit), source.values);
}

TEST(RowFit, ConstantsStayAndHalvingAveragesWhatARampHolds) {
  expect_near(fitted(column(std::vector<float>(37, 2.5f)), 11, ChannelFit::resize),
              std::vector<float>(11, 2.5f));
  std::vector<float> ramp(40);
  for (size_t i = 0; i < ramp.size(); ++i) ramp[i] = static_cast<float>(i);
  const auto half = fitted(column(ramp), 20, ChannelFit::resize);
  for (size_t i = 1; i + 1 < half.size(); ++i)
    EXPECT_NEAR(half[i], 2 * static_cast<float>(i) + 0.5f, 1e-5);
}

TEST(RowFit, PaddingAddsZerosAboveAndTilingTheRowsAgain) {
  FeatureMatrix source(2, 2);
  source.values = {1, 2, 3, 4};
  EXPECT_THAT(fitted(source, 3, ChannelFit::pad), ElementsAre(1, 2, 3, 4, 0, 0));
  EXPECT_THAT(fitted(source, 5, ChannelFit::tile), ElementsAre(1, 2, 3, 4, 1, 2, 3, 4, 1, 2));
}

TEST(RowFit, OnlyResizingMayShrink) {
  EXPECT_THROW(RowFit(5, 4, ChannelFit::pad), core::InvalidOptions);
  EXPECT_THROW(RowFit(5, 4, ChannelFit::tile), core::InvalidOptions);
  EXPECT_NO_THROW(RowFit(5, 1, ChannelFit::resize));
}

}  // namespace
}  // namespace pinna::features
