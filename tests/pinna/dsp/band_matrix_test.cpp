#include "pinna/dsp/band_matrix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::dsp {
namespace {

using testing::ElementsAre;

BandMatrix three_bands() {
  BandMatrix matrix{.num_bins = 4};
  matrix.append(std::vector<float>{0, 1, 0, 2});
  matrix.append(std::vector<float>{0, 0, 0, 0});
  matrix.append(std::vector<float>{3, 0, 0, 0});
  return matrix;
}

TEST(BandMatrix, DenseGivesTheRowsBack) {
  EXPECT_THAT(three_bands().dense(), ElementsAre(0, 1, 0, 2, 0, 0, 0, 0, 3, 0, 0, 0));
}

TEST(BandMatrix, StoresFromTheFirstToTheLastWeight) {
  const BandMatrix matrix = three_bands();
  EXPECT_THAT(matrix.weights, ElementsAre(1, 0, 2, 3));
  EXPECT_EQ(matrix.bands[0].first_bin, 1);
  EXPECT_EQ(matrix.bands[0].num_bins, 3);
  EXPECT_EQ(matrix.bands[2].first_weight, 3);
}

TEST(BandMatrix, NamesItsEmptyBands) {
  EXPECT_THAT(three_bands().empty_bands(), ElementsAre(1));
}

}  // namespace
}  // namespace pinna::dsp
