#include "pinna/core/random.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>
#include <vector>

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

constexpr int kDraws = 40'000;

struct Moments {
  double mean;
  double variance;
};

Moments moments(const std::function<double()>& draw) {
  double sum = 0, squares = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double value = draw();
    sum += value;
    squares += value * value;
  }
  const double mean = sum / kDraws;
  return {mean, squares / kDraws - mean * mean};
}

TEST(DeriveSeed, DependsOnEveryPartOfTheKey) {
  const std::set<uint64_t> seeds{derive_seed(1, "augment"),         derive_seed(2, "augment"),
                                 derive_seed(1, "order"),           derive_seed(1, "augment", {0}),
                                 derive_seed(1, "augment", {1}),    derive_seed(1, "augment", {-1}),
                                 derive_seed(1, "augment", {1, 2}), derive_seed(1, "augment", {12}),
                                 derive_seed(1, "augment", {2, 1})};
  EXPECT_EQ(seeds.size(), 9U);
  EXPECT_EQ(derive_seed(1, "augment", {1, 2}), derive_seed(1, "augment", {1, 2}));
}

TEST(Random, SameKeyGivesTheSameNumbersOnEveryMachine) {
  // std::mt19937_64 is defined by the standard: its 10000th output for the default seed.
  std::mt19937_64 engine;
  engine.discard(9999);
  EXPECT_EQ(engine(), 9981545732273789042U);
  Random a(5489), b(5489);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(a.uniform(), b.uniform());
  EXPECT_EQ(Random(5489).uniform(), static_cast<double>(14514284786278117030U >> 11) * 0x1p-53);
}

TEST(Random, UniformFillsTheUnitInterval) {
  Random random(1);
  double low = 1, high = 0;
  const auto [mean, variance] = moments([&] {
    const double value = random.uniform();
    low = std::min(low, value);
    high = std::max(high, value);
    return value;
  });
  EXPECT_GE(low, 0);
  EXPECT_LT(high, 1);
  EXPECT_NEAR(mean, 0.5, 0.01);
  EXPECT_NEAR(variance, 1.0 / 12, 0.002);
}

TEST(Random, NormalHasMeanZeroAndDeviationOne) {
  Random random(2);
  const auto [mean, variance] = moments([&] { return random.normal(); });
  EXPECT_NEAR(mean, 0, 0.02);
  EXPECT_NEAR(variance, 1, 0.03);
}

TEST(Random, GammaHasItsShapeAsMeanAndVariance) {
  for (const double shape : {0.2, 1.0, 4.5}) {
    Random random(3);
    const auto [mean, variance] = moments([&] { return random.gamma(shape); });
    EXPECT_NEAR(mean, shape, 0.05 * shape + 0.01) << shape;
    EXPECT_NEAR(variance, shape, 0.1 * shape + 0.02) << shape;
  }
}

TEST(Random, BetaHasTheMomentsOfItsParameters) {
  for (const auto& [a, b] :
       {std::pair{0.2, 0.2}, {0.001, 0.001}, {1e-5, 2e-5}, {2.0, 5.0}, {0.5, 3.0}}) {
    Random random(4);
    const auto [mean, variance] = moments([&, a = a, b = b] {
      const double value = random.beta(a, b);
      EXPECT_TRUE(value >= 0 && value <= 1);
      return value;
    });
    EXPECT_NEAR(mean, a / (a + b), 0.02) << a;
    EXPECT_NEAR(variance, a * b / ((a + b) * (a + b) * (a + b + 1)), 0.01) << a;
  }
}

RC_GTEST_PROP(Random, BelowStaysInItsRange, ()) {
  const auto count = *rc::gen::inRange<int64_t>(1, int64_t{1} << 40);
  Random random(*rc::gen::arbitrary<uint64_t>());
  const int64_t value = random.below(count);
  RC_ASSERT(value >= 0 && value < count);
}

TEST(Random, BelowIsEvenAndRefusesNothing) {
  Random random(5);
  std::vector<int> counts(3);
  for (int i = 0; i < 30'000; ++i) ++counts[static_cast<size_t>(random.below(3))];
  for (const int count : counts) EXPECT_NEAR(count, 10'000, 400);
  EXPECT_THROW(random.below(0), Bug);
  EXPECT_THROW(random.below(-1), Bug);
}

TEST(Random, ChanceFollowsItsProbability) {
  Random random(6);
  EXPECT_NEAR(moments([&] { return random.chance(0.3); }).mean, 0.3, 0.01);
  EXPECT_FALSE(random.chance(0));
  EXPECT_TRUE(random.chance(1));
}

TEST(Random, ShuffleKeepsTheItemsAndReachesEveryOrder) {
  Random random(7);
  std::set<std::vector<int>> orders;
  for (int i = 0; i < 500; ++i) {
    std::vector<int> items{1, 2, 3, 4};
    random.shuffle(std::span(items));
    EXPECT_THAT(items, ::testing::UnorderedElementsAre(1, 2, 3, 4));
    orders.insert(items);
  }
  EXPECT_EQ(orders.size(), 24U);
}

}  // namespace
}  // namespace pinna::core
