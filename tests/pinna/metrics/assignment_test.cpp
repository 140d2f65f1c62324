#include "pinna/metrics/assignment.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

/// By trying every choice for every left-hand member.
double heaviest_sum(const std::vector<double>& weights, size_t left, std::vector<bool>& taken) {
  const size_t num_right = taken.size();
  if (left * num_right == weights.size()) return 0;
  double best = heaviest_sum(weights, left + 1, taken);
  for (size_t right = 0; right < num_right; ++right) {
    if (taken[right]) continue;
    taken[right] = true;
    best =
        std::max(best, weights[left * num_right + right] + heaviest_sum(weights, left + 1, taken));
    taken[right] = false;
  }
  return best;
}

TEST(Assignment, TheLargestWeightIsLeftWhereTheSumGrows) {
  EXPECT_EQ(heaviest_pairs({6, 5, 5, 0}, 2, 2), (std::vector<int64_t>{1, 0}));
  EXPECT_EQ(heaviest_pairs({1, 2, 3}, 3, 1), (std::vector<int64_t>{-1, -1, 0}));
  EXPECT_EQ(heaviest_pairs({1, 3, 2}, 1, 3), (std::vector<int64_t>{1}));
}

TEST(Assignment, NothingIsPairedWithoutWeight) {
  EXPECT_EQ(heaviest_pairs({0, 0, 0, 1}, 2, 2), (std::vector<int64_t>{-1, 1}));
  EXPECT_EQ(heaviest_pairs({}, 2, 0), (std::vector<int64_t>{-1, -1}));
  EXPECT_TRUE(heaviest_pairs({}, 0, 3).empty());
  EXPECT_THROW(heaviest_pairs({1, 2, 3}, 2, 2), core::InvalidOptions);
}

RC_GTEST_PROP(Assignment, IsAsHeavyAsExhaustiveSearchFinds, ()) {
  const auto num_left = *rc::gen::inRange<int64_t>(1, 6);
  const auto num_right = *rc::gen::inRange<int64_t>(1, 6);
  std::vector<double> weights(static_cast<size_t>(num_left * num_right));
  for (double& weight : weights) weight = std::max(0, *rc::gen::inRange(-5, 20));
  const std::vector<int64_t> partners = heaviest_pairs(weights, num_left, num_right);
  std::vector<bool> used(static_cast<size_t>(num_right));
  double sum = 0;
  for (size_t left = 0; left < partners.size(); ++left) {
    if (partners[left] < 0) continue;
    const auto right = static_cast<size_t>(partners[left]);
    RC_ASSERT(!used[right]);
    used[right] = true;
    sum += weights[left * used.size() + right];
  }
  std::vector<bool> taken(static_cast<size_t>(num_right));
  RC_ASSERT(sum == heaviest_sum(weights, 0, taken));
}

}  // namespace
}  // namespace pinna::metrics
