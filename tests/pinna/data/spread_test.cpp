#include "pinna/data/spread.h"

#include <gtest/gtest.h>

namespace pinna::data {
namespace {

TEST(Spread, MedianIsTheMiddleOrTheMeanOfTheTwoMiddleValues) {
  EXPECT_EQ(spread_of({3, 1, 2}).median, 2);
  EXPECT_EQ(spread_of({4, 1, 2, 9}).median, 3);
  EXPECT_EQ(spread_of({4, 1, 2, 9}).minimum, 1);
  EXPECT_EQ(spread_of({4, 1, 2, 9}).maximum, 9);
  EXPECT_EQ(spread_of({}).median, 0);
}

}  // namespace
}  // namespace pinna::data
