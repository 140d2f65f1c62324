#include "pinna/metrics/bipartite_matching.h"

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace pinna::metrics {
namespace {

using Pairs = std::vector<std::vector<int64_t>>;

int64_t size_of(const std::vector<int64_t>& matching) {
  return std::count_if(matching.begin(), matching.end(), [](int64_t left) { return left >= 0; });
}

/// By trying every choice for every left-hand member.
int64_t largest_size(const Pairs& allowed, size_t left, std::vector<bool>& taken) {
  if (left == allowed.size()) return 0;
  int64_t best = largest_size(allowed, left + 1, taken);
  for (const int64_t right : allowed[left]) {
    if (taken[static_cast<size_t>(right)]) continue;
    taken[static_cast<size_t>(right)] = true;
    best = std::max(best, 1 + largest_size(allowed, left + 1, taken));
    taken[static_cast<size_t>(right)] = false;
  }
  return best;
}

TEST(BipartiteMatching, GreedyChoicesAreUndoneWhereMorePairsArePossible) {
  // The first takes what alone the second could have.
  EXPECT_EQ(match_pairs({{0, 1}, {0}}, {0, 1}, 2), (std::vector<int64_t>{1, 0}));
  EXPECT_EQ(match_pairs({{}, {}}, {}, 3), (std::vector<int64_t>{-1, -1, -1}));
}

RC_GTEST_PROP(BipartiteMatching, IsAsLargeAsExhaustiveSearchFinds, ()) {
  const auto num_left = *rc::gen::inRange<size_t>(1, 7);
  const auto num_right = *rc::gen::inRange<int64_t>(1, 7);
  Pairs allowed(num_left);
  for (auto& rights : allowed)
    for (int64_t right = 0; right < num_right; ++right)
      if (*rc::gen::inRange(0, 3) == 0) rights.push_back(right);
  std::vector<int64_t> order(num_left);
  std::iota(order.begin(), order.end(), 0);
  const std::vector<int64_t> matching = match_pairs(allowed, order, num_right);
  std::vector<bool> used(num_left);
  for (size_t right = 0; right < matching.size(); ++right) {
    if (matching[right] < 0) continue;
    const auto left = static_cast<size_t>(matching[right]);
    RC_ASSERT(!used[left]);
    used[left] = true;
    RC_ASSERT(std::count(allowed[left].begin(), allowed[left].end(), right) == 1);
  }
  std::vector<bool> taken(static_cast<size_t>(num_right));
  RC_ASSERT(size_of(matching) == largest_size(allowed, 0, taken));
}

}  // namespace
}  // namespace pinna::metrics
