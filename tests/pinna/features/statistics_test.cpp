#include "pinna/features/statistics.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::features {
namespace {

using testing::ElementsAre;
using testing::FloatEq;
using testing::FloatNear;

FeatureMatrix matrix_of(int64_t bins, std::vector<float> values) {
  FeatureMatrix matrix(bins, static_cast<int64_t>(values.size()) / bins);
  matrix.values = std::move(values);
  return matrix;
}

BinStatistics statistics_of(const FeatureMatrix& matrix) {
  BinStatisticsBuilder builder;
  builder.add(matrix);
  return builder.finish();
}

TEST(BinStatistics, HandComputedTable) {
  const BinStatistics statistics = statistics_of(matrix_of(2, {1, 2, 3, 4, 10, 10, 20, 20}));
  EXPECT_THAT(statistics.mean, ElementsAre(2.5f, 15));
  EXPECT_THAT(statistics.deviation, ElementsAre(FloatEq(std::sqrt(1.25f)), 5));
}

TEST(BinStatistics, ConstantBinsHaveDeviationOne) {
  EXPECT_THAT(statistics_of(matrix_of(1, {-99.99999f, -99.99999f, -99.99999f})).deviation,
              ElementsAre(1));
  EXPECT_THAT(statistics_of(matrix_of(1, {0, 0})).deviation, ElementsAre(1));
}

TEST(BinStatistics, QuietBinsKeepTheirDeviation) {
  EXPECT_THAT(statistics_of(matrix_of(1, {1e-9f, 3e-9f})).deviation,
              ElementsAre(FloatNear(1e-9f, 1e-13f)));
}

TEST(BinStatistics, PartsMergeToTheWhole) {
  core::Random random(5);
  FeatureMatrix whole(3, 100);
  for (float& value : whole.values) value = static_cast<float>(1000 + random.normal());
  BinStatisticsBuilder merged, other;
  for (const auto& [first, count] : {std::pair<int64_t, int64_t>{0, 30}, {30, 1}, {31, 69}}) {
    FeatureMatrix part(3, count);
    for (int64_t bin = 0; bin < 3; ++bin)
      for (int64_t frame = 0; frame < count; ++frame)
        part.at(bin, frame) = whole.at(bin, first + frame);
    (first == 0 ? merged : other).add(part);
  }
  merged.merge(other);
  merged.merge(BinStatisticsBuilder{});
  EXPECT_EQ(merged.num_frames(), 100);
  const BinStatistics expected = statistics_of(whole);
  for (size_t bin = 0; bin < 3; ++bin) {
    EXPECT_FLOAT_EQ(merged.finish().mean[bin], expected.mean[bin]);
    EXPECT_FLOAT_EQ(merged.finish().deviation[bin], expected.deviation[bin]);
  }
}

TEST(BinStatistics, StandardizedBinsHaveMeanZeroAndDeviationOne) {
  FeatureMatrix matrix = matrix_of(2, {1, 2, 3, 4, -50, 0, 50, 700});
  standardize(matrix, statistics_of(matrix));
  const BinStatistics after = statistics_of(matrix);
  for (size_t bin = 0; bin < 2; ++bin) {
    EXPECT_NEAR(after.mean[bin], 0, 1e-6);
    EXPECT_NEAR(after.deviation[bin], 1, 1e-6);
  }
}

TEST(BinStatistics, MisfitsAreRefused) {
  BinStatisticsBuilder builder;
  EXPECT_THROW(builder.finish(), core::BadData);
  builder.add(matrix_of(2, {1, 2}));
  EXPECT_THROW(builder.add(matrix_of(3, {1, 2, 3})), core::BadData);
  EXPECT_THROW(builder.add(matrix_of(2, {1, std::numeric_limits<float>::quiet_NaN()})),
               core::BadData);
  FeatureMatrix other = matrix_of(3, {1, 2, 3});
  EXPECT_THROW(standardize(other, builder.finish()), core::BadData);
  BinStatisticsBuilder three;
  three.add(other);
  EXPECT_THROW(builder.merge(three), core::BadData);
}

}  // namespace
}  // namespace pinna::features
