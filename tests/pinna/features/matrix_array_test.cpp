#include "pinna/features/matrix_array.h"

#include <complex>

#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

using Complex = std::complex<float>;

TEST(MatrixArray, ComplexFeaturesBecomeComplexNumbers) {
  FeatureMatrix matrix(4, 1);
  matrix.values = {1, 2, 3, 4};
  const auto stft = make_feature(StftOptions{});
  const core::Array array = to_array(*stft, matrix);
  EXPECT_EQ(array, core::Array::from(std::vector<Complex>{{1, 3}, {2, 4}}, {2, 1}));
  EXPECT_EQ(complex_matrix(array).values, matrix.values);
}

TEST(MatrixArray, OthersStayAsTheyAre) {
  FeatureMatrix matrix(2, 1);
  matrix.values = {5, 6};
  const core::Array array = to_array(*make_feature(RmsOptions{}), matrix);
  EXPECT_EQ(array, core::Array::from(matrix.values, {2, 1}));
  EXPECT_THROW(complex_matrix(array), core::BadData);
}

}  // namespace
}  // namespace pinna::features
