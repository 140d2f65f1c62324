#include "pinna/dsp/vector_norm.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::dsp {
namespace {

using testing::ElementsAre;
using testing::FloatNear;

std::vector<float> normalized(std::vector<float> values, const VectorNorm& norm) {
  normalize_columns({.values = values.data(), .rows = 2, .columns = 2, .stride = 3}, norm);
  return values;
}

TEST(VectorNorm, ColumnsAreDividedByTheirNorm) {
  const std::vector<float> matrix{3, -1, 7, 4, 1, 7};  // two columns of a matrix of three
  EXPECT_THAT(normalized(matrix, 2.0), ElementsAre(FloatNear(0.6f, 1e-7f), testing::_, 7,
                                                   FloatNear(0.8f, 1e-7f), testing::_, 7));
  EXPECT_THAT(normalized(matrix, 1.0),
              ElementsAre(FloatNear(3 / 7.f, 1e-7f), -0.5f, 7, FloatNear(4 / 7.f, 1e-7f), 0.5f, 7));
  EXPECT_THAT(normalized(matrix, NormWord::inf), ElementsAre(0.75f, -1, 7, 1, 1, 7));
  EXPECT_THAT(normalized(matrix, NormWord::none), ElementsAre(3, -1, 7, 4, 1, 7));
  EXPECT_NEAR(normalized(matrix, 3.0)[0], 3 / std::cbrt(91.0), 1e-7);
}

TEST(VectorNorm, ColumnsThatAreNearlyZeroStayAsTheyAre) {
  EXPECT_THAT(normalized({0, 1e-39f, 7, 0, 0, 7}, NormWord::inf),
              ElementsAre(0, 1e-39f, 7, 0, 0, 7));
}

TEST(VectorNorm, LargeValuesDoNotOverflow) {
  EXPECT_THAT(
      normalized({1e30f, 1, 7, 1e30f, 0, 7}, 2.0),
      ElementsAre(FloatNear(0.70710678f, 1e-6f), 1, 7, FloatNear(0.70710678f, 1e-6f), 0, 7));
}

TEST(VectorNorm, SizesOfVectors) {
  const std::vector<double> values{3, 4};
  EXPECT_DOUBLE_EQ(vector_size(values, 2.0), 5);
  EXPECT_DOUBLE_EQ(vector_size(values, NormWord::inf), 4);
  EXPECT_DOUBLE_EQ(vector_size(values, NormWord::none), 1);
  EXPECT_DOUBLE_EQ(vector_size({}, 1.0), 1);
}

}  // namespace
}  // namespace pinna::dsp
