#include "pinna/tracking/png.h"

#include <vector>

#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::tracking {
namespace {

// That the pixels are right is checked with another reader in tests/integration.
TEST(MatrixPng, HasTheSizeOfItsCells) {
  const std::vector<double> values(6, 0.5);
  EXPECT_EQ(png_size(matrix_png(values, 3, 5)),
            (PngSize{.width = 15, .height = 10, .channels = 3}));
}

TEST(MatrixPng, TooManyPixelsAreRefused) {
  const std::vector<double> values(4, 0.5);
  EXPECT_THROW(matrix_png(values, 2, 3000), core::InvalidOptions);
  EXPECT_THROW(matrix_png({}, 2, 1), core::InvalidOptions);
  EXPECT_THROW(matrix_png(values, 0, 1), core::InvalidOptions);
}

TEST(PngSize, OtherBytesAreBadData) {
  EXPECT_THROW(png_size(""), core::BadData);
  EXPECT_THROW(png_size(std::string(100, 'x')), core::BadData);
  std::string png = matrix_png(std::vector<double>{1}, 1, 1);
  png[25] = '\x09';
  EXPECT_THROW(png_size(png), core::BadData);
  EXPECT_THROW(png_size(png.substr(0, 30)), core::BadData);
}

}  // namespace
}  // namespace pinna::tracking
