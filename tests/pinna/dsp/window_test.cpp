#include "pinna/dsp/window.h"

#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::dsp {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::Pointwise;

std::vector<double> four_symmetric(WindowShape shape) {
  return make_window(shape, WindowSymmetry::symmetric, 5);
}

TEST(Window, PeriodicHannHasTheKnownValues) {
  EXPECT_THAT(make_window(WindowShape::hann, WindowSymmetry::periodic, 4),
              Pointwise(DoubleNear(1e-15), {0.0, 0.5, 1.0, 0.5}));
}

TEST(Window, SymmetricShapesHaveTheKnownValues) {
  EXPECT_THAT(four_symmetric(WindowShape::hann),
              Pointwise(DoubleNear(1e-15), {0.0, 0.5, 1.0, 0.5, 0.0}));
  EXPECT_THAT(four_symmetric(WindowShape::hamming),
              Pointwise(DoubleNear(1e-15), {0.08, 0.54, 1.0, 0.54, 0.08}));
  EXPECT_THAT(four_symmetric(WindowShape::blackman),
              Pointwise(DoubleNear(1e-15), {0.0, 0.34, 1.0, 0.34, 0.0}));
  EXPECT_THAT(
      four_symmetric(WindowShape::povey),
      Pointwise(DoubleNear(1e-12), {0.0, 0.5547847360339225, 1.0, 0.5547847360339225, 0.0}));
  EXPECT_THAT(four_symmetric(WindowShape::rectangular), ElementsAre(1, 1, 1, 1, 1));
}

TEST(Window, PeriodicWindowIsTheSymmetricOneWithoutItsLastWeight) {
  for (const WindowShape shape : {WindowShape::hann, WindowShape::hamming, WindowShape::blackman}) {
    std::vector<double> symmetric = make_window(shape, WindowSymmetry::symmetric, 401);
    symmetric.pop_back();
    EXPECT_EQ(make_window(shape, WindowSymmetry::periodic, 400), symmetric);
  }
}

TEST(Window, OverlappedHannWindowsSumToOne) {
  const std::vector<double> window = make_window(WindowShape::hann, WindowSymmetry::periodic, 512);
  for (size_t i = 0; i < 256; ++i) EXPECT_NEAR(window[i] + window[i + 256], 1, 1e-15);
}

TEST(Window, OneSampleIsOneInEveryShapeAndSymmetry) {
  for (const auto& [shape, name] : core::EnumNames<WindowShape>::names)
    for (const WindowSymmetry symmetry : {WindowSymmetry::periodic, WindowSymmetry::symmetric})
      EXPECT_THAT(make_window(shape, symmetry, 1), ElementsAre(1)) << name;
}

TEST(Window, CenteringPutsTheOddZeroAfterTheWindow) {
  EXPECT_THAT(centered_window({1, 2, 3}, 6), ElementsAre(0, 1, 2, 3, 0, 0));
  EXPECT_THAT(centered_window({1, 2}, 2), ElementsAre(1, 2));
}

TEST(Window, ImpossibleLengthsAreRefused) {
  EXPECT_THROW(make_window(WindowShape::hann, WindowSymmetry::periodic, 0), core::InvalidOptions);
  EXPECT_THROW(centered_window({1, 2, 3}, 2), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::dsp
