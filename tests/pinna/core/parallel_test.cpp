#include "pinna/core/parallel.h"

#include <atomic>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>
#include <stdlib.h>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

TEST(ParallelFor, CallsEveryIndexOnce) {
  for (const int threads : {0, 1, 2, 7}) {
    for (const int64_t count : {int64_t{0}, int64_t{1}, int64_t{3}, int64_t{1000}}) {
      std::vector<std::atomic<int>> calls(static_cast<size_t>(count));
      parallel_for(count, threads,
                   [&](int64_t index, int) { ++calls[static_cast<size_t>(index)]; });
      for (const auto& number : calls) EXPECT_EQ(number, 1);
    }
  }
}

TEST(ParallelFor, WorkersAreNumberedFromZeroAndNeverShared) {
  std::vector<std::atomic<int>> busy(3);
  parallel_for(300, 3, [&](int64_t, int worker) {
    ASSERT_GE(worker, 0);
    ASSERT_LT(worker, 3);
    EXPECT_EQ(busy[static_cast<size_t>(worker)].fetch_add(1), 0);
    --busy[static_cast<size_t>(worker)];
  });
}

TEST(ParallelFor, FirstExceptionStopsTheLoopAndComesBack) {
  for (const int threads : {1, 4}) {
    std::atomic<int64_t> calls = 0;
    const auto body = [&](int64_t index, int) {
      ++calls;
      if (index == 10) throw std::runtime_error("stop");
    };
    EXPECT_THROW(parallel_for(1'000'000, threads, body), std::runtime_error);
    EXPECT_LT(calls, 1'000'000);
  }
}

TEST(NumProcessors, FollowsTheEnvironment) {
  EXPECT_GE(num_processors(), 1);
  setenv("PINNA_THREADS", "3", 1);
  EXPECT_EQ(num_processors(), 3);
  setenv("PINNA_THREADS", "1024", 1);
  EXPECT_EQ(num_processors(), 1024);
  for (const char* nonsense : {"0", "-2", "many", "", "4x", " 4", "1025", "99999999999"}) {
    setenv("PINNA_THREADS", nonsense, 1);
    EXPECT_THROW(num_processors(), InvalidOptions) << nonsense;
  }
  unsetenv("PINNA_THREADS");
}

}  // namespace
}  // namespace pinna::core
