#include "pinna/training/conflicting_gradients.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::training {
namespace {

std::vector<double> solved(const std::vector<at::Tensor>& gradients, uint64_t seed = 1) {
  core::Random random(seed);
  const at::Tensor sum = without_conflicts(gradients, random).to(at::kDouble).contiguous();
  return {sum.data_ptr<double>(), sum.data_ptr<double>() + sum.numel()};
}

TEST(ConflictingGradients, WhatAgreesIsAddedUp) {
  EXPECT_EQ(solved({at::tensor({1.0, 2.0}), at::tensor({3.0, 0.0})}), (std::vector<double>{4, 2}));
  EXPECT_EQ(solved({at::tensor({1.0, 2.0})}), (std::vector<double>{1, 2}));
  EXPECT_EQ(solved({at::tensor({1.0, 2.0}), at::tensor({0.0, 0.0})}), (std::vector<double>{1, 2}));
}

TEST(ConflictingGradients, OfTwoEachLosesItsPartAgainstTheOther) {
  // g1 = (2, 0), g2 = (-1, 1): product -2. g1 + g2 = (1, 1); g2 + g1 / 2 = (0, 1).
  EXPECT_EQ(solved({at::tensor({2.0, 0.0}), at::tensor({-1.0, 1.0})}), (std::vector<double>{1, 2}));
  for (const double rest : solved({at::tensor({1.0, 0.0}), at::tensor({-3.0, 0.0})}))
    EXPECT_NEAR(rest, 0, 1e-15);
}

TEST(ConflictingGradients, ThreeTasksAreProjectedOneAfterAnotherInARandomOrder) {
  const std::vector<at::Tensor> gradients{at::tensor({1.0, 0.0}), at::tensor({-1.0, 1.0}),
                                          at::tensor({-1.0, -2.0})};
  // By hand: the order of the others decides what is left of each.
  const auto project = [](std::vector<double> g, const std::vector<double>& by) {
    const double product = g[0] * by[0] + g[1] * by[1];
    if (product >= 0) return g;
    const double share = product / (by[0] * by[0] + by[1] * by[1]);
    return std::vector<double>{g[0] - share * by[0], g[1] - share * by[1]};
  };
  const std::vector<std::vector<double>> g{{1, 0}, {-1, 1}, {-1, -2}};
  bool found[8] = {};
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    const std::vector<double> sum = solved(gradients, seed);
    bool is_one = false;
    for (int orders = 0; orders < 8; ++orders) {
      std::vector<double> expected{0, 0};
      for (size_t task = 0; task < 3; ++task) {
        const size_t first = (orders >> task) & 1 ? (task + 1) % 3 : (task + 2) % 3;
        const size_t second = 3 - task - first;
        const auto left = project(project(g[task], g[first]), g[second]);
        expected = {expected[0] + left[0], expected[1] + left[1]};
      }
      if (std::abs(expected[0] - sum[0]) < 1e-6 && std::abs(expected[1] - sum[1]) < 1e-6)
        is_one = found[orders] = true;
    }
    EXPECT_TRUE(is_one) << seed;
  }
  EXPECT_GT(std::count(std::begin(found), std::end(found), true), 1);
}

TEST(ConflictingGradients, LengthsMustBeTheSame) {
  core::Random random(1);
  const std::vector<at::Tensor> uneven{at::zeros({2}), at::zeros({3})};
  EXPECT_THROW(without_conflicts(uneven, random), core::InvalidOptions);
  EXPECT_THROW(without_conflicts({}, random), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::training
