#include "pinna/data/in_order.h"

#include <atomic>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "pinna/core/parallel.h"

namespace pinna::data {
namespace {

TEST(InOrder, TakesInOrderWhateverTheThreadsDo) {
  std::vector<int64_t> taken;
  InOrder<int64_t> results(3, [&](int64_t index, int64_t&& result) {
    EXPECT_EQ(index, std::ssize(taken));
    taken.push_back(result);
  });
  core::parallel_for(500, 8, [&](int64_t index, int) { results.put(index, index * index); });
  ASSERT_EQ(taken.size(), 500U);
  for (int64_t i = 0; i < 500; ++i) EXPECT_EQ(taken[static_cast<size_t>(i)], i * i);
}

TEST(InOrder, HoldsAtMostAWindowOfResults) {
  std::atomic<int64_t> alive = 0;
  std::atomic<int64_t> most = 0;
  struct Counted {
    explicit Counted(std::atomic<int64_t>& alive, std::atomic<int64_t>& most) : alive(&alive) {
      const int64_t now = ++alive;
      for (int64_t seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
      }
    }
    Counted(Counted&& other) noexcept : alive(std::exchange(other.alive, nullptr)) {}
    ~Counted() {
      if (alive) --*alive;
    }
    std::atomic<int64_t>* alive;
  };
  InOrder<Counted> results(4, [](int64_t, Counted&&) {});
  core::parallel_for(300, 8, [&](int64_t index, int) { results.put(index, Counted(alive, most)); });
  EXPECT_EQ(alive, 0);
  EXPECT_LE(most, 4 + 8);
}

TEST(InOrder, AFailureReleasesTheWaitingThreads) {
  InOrder<int> results(1, [](int64_t, int&&) {});
  const auto body = [&](int64_t index, int) {
    try {
      if (index == 0) throw std::runtime_error("broken");
      results.put(index, 0);
    } catch (...) {
      results.give_up();
      throw;
    }
  };
  EXPECT_THROW(core::parallel_for(100, 6, body), std::runtime_error);
}

}  // namespace
}  // namespace pinna::data
