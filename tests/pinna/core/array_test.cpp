#include "pinna/core/array.h"

#include <limits>

#include <gmock/gmock.h>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Array, HoldsACopyOfTheValues) {
  std::vector<float> values{1, 2, 3, 4, 5, 6};
  const Array array = Array::from(values, {2, 3});
  values[0] = 9;
  EXPECT_EQ(array.size(), 6);
  EXPECT_THAT(array.as_float32(), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_EQ(reinterpret_cast<uintptr_t>(array.bytes.data()) % 64, 0U);
}

TEST(Array, ScalarHasOneElementAndNoDimension) {
  const Array array = Array::from(std::vector<int64_t>{7}, {});
  EXPECT_EQ(array.size(), 1);
  EXPECT_THAT(array.as<int64_t>(), ElementsAre(7));
}

TEST(Array, ElementsOfAnotherTypeAreRefusedByName) {
  const Array array = Array::from(std::vector<double>{1}, {1});
  try {
    array.as_float32();
    FAIL();
  } catch (const BadData& error) {
    EXPECT_THAT(error.what(), HasSubstr("got float64, expected float32"));
  }
}

TEST(Array, ValuesThatDoNotFillTheShapeAreABug) {
  EXPECT_THROW(Array::from(std::vector<float>{1, 2, 3}, {2, 2}), Bug);
  EXPECT_THROW(Array::uninitialized(DType::uint8, {-1}), Bug);
}

TEST(Array, NumElementsRefusesNegativeAndOverflowingShapes) {
  constexpr int64_t huge = std::numeric_limits<int64_t>::max();
  EXPECT_EQ(num_elements(DType::float32, {}), 1);
  EXPECT_EQ(num_elements(DType::float32, {2, 0, 3}), 0);
  EXPECT_EQ(num_elements(DType::uint8, {huge}), huge);
  EXPECT_EQ(num_elements(DType::float32, {huge}), std::nullopt);
  EXPECT_EQ(num_elements(DType::uint8, {huge, 2}), std::nullopt);
  EXPECT_EQ(num_elements(DType::uint8, {-1}), std::nullopt);
  EXPECT_EQ(num_elements(DType::uint8, {0, -1}), std::nullopt);
  EXPECT_EQ(num_elements(DType::uint8, {0, huge, huge}), std::nullopt);
}

TEST(Array, EveryTypeHasANameAndASize) {
  EXPECT_EQ(dtype_name(DType::float64), "float64");
  EXPECT_EQ(dtype_name(DType::complex64), "complex64");
  EXPECT_EQ(dtype_name(DType::bool_), "bool");
  EXPECT_EQ(element_size(DType::bfloat16), 2);
  EXPECT_EQ(element_size(DType::uint64), 8);
  EXPECT_EQ(element_size(DType::bool_), 1);
}

}  // namespace
}  // namespace pinna::core
