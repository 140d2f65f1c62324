#include "pinna/dsp/cosine_transform.h"

#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::dsp {
namespace {

/// The matrix times (1, 2, 4, 8).
std::vector<double> transformed(int64_t type, CosineNorm norm) {
  const std::vector<float> matrix =
      cosine_matrix({.type = type, .norm = norm, .num_coefficients = 4, .num_inputs = 4});
  std::vector<double> result;
  for (size_t k = 0; k < 4; ++k)
    result.push_back(matrix[4 * k] + 2 * matrix[4 * k + 1] + 4 * matrix[4 * k + 2] +
                     8 * matrix[4 * k + 3]);
  return result;
}

void expect_near(const std::vector<double>& got, const std::vector<double>& expected) {
  for (size_t k = 0; k < expected.size(); ++k) EXPECT_NEAR(got[k], expected[k], 2e-5) << k;
}

// Expected values: scipy.fft.dct([1, 2, 4, 8], type, norm=norm) of scipy 1.10.
TEST(CosineTransform, TypesAndNormsAreScipys) {
  expect_near(transformed(1, CosineNorm::none), {21, -9, 3, -3});
  expect_near(transformed(2, CosineNorm::none), {30, -14.465047, 4.242641, -1.662050});
  expect_near(transformed(3, CosineNorm::none), {16.475307, -17.908193, 8.594485, -3.161599});
  expect_near(transformed(1, CosineNorm::ortho), {7.138336, -4.857948, 2.746663, -1.703037});
  expect_near(transformed(2, CosineNorm::ortho), {7.5, -5.114166, 1.5, -0.587623});
  expect_near(transformed(3, CosineNorm::ortho), {5.971347, -6.185056, 3.185056, -0.971347});
}

TEST(CosineTransform, OrthonormalMatricesInvertEachOther) {
  const auto forward = cosine_matrix({.num_coefficients = 8, .num_inputs = 8});
  const auto backward = cosine_matrix({.type = 3, .num_coefficients = 8, .num_inputs = 8});
  for (size_t i = 0; i < 8; ++i)
    for (size_t j = 0; j < 8; ++j) {
      double sum = 0;
      for (size_t k = 0; k < 8; ++k) sum += backward[8 * i + k] * forward[8 * k + j];
      EXPECT_NEAR(sum, i == j ? 1 : 0, 1e-6);
    }
}

TEST(CosineTransform, ImpossibleSizesAreRefused) {
  EXPECT_THROW(cosine_matrix({.type = 4}), core::InvalidOptions);
  EXPECT_THROW(cosine_matrix({.num_coefficients = 9, .num_inputs = 8}), core::InvalidOptions);
  EXPECT_THROW(cosine_matrix({.type = 1, .num_coefficients = 1, .num_inputs = 1}),
               core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::dsp
