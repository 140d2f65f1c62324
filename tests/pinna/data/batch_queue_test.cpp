#include "pinna/data/batch_queue.h"

#include <atomic>
#include <chrono>
#include <stdexcept>

#include <gtest/gtest.h>

namespace pinna::data {
namespace {

using namespace std::chrono_literals;

TEST(BatchQueue, HandsBatchesOutInOrderWhateverTheirCost) {
  for (const int64_t workers : {0, 1, 4}) {
    BatchQueue queue(20, workers, [](int64_t index, const std::stop_token&) {
      std::this_thread::sleep_for((index % 3) * 1ms);
      return Batch{.size = index};
    });
    for (int64_t index = 0; index < 20; ++index) ASSERT_EQ(queue.next()->size, index);
    EXPECT_FALSE(queue.next());
    EXPECT_FALSE(queue.next());
  }
}

TEST(BatchQueue, RunsAtMostOneBatchAheadOfEachWorker) {
  std::atomic<int64_t> started = 0;
  BatchQueue queue(100, 2, [&](int64_t, const std::stop_token&) {
    ++started;
    return Batch{};
  });
  for (int64_t taken = 1; taken <= 10; ++taken) {
    queue.next();
    EXPECT_LE(started, taken + 3);
  }
}

TEST(BatchQueue, RethrowsAtTheBatchWhereItHappenedAndEnds) {
  for (const int64_t workers : {0, 1, 3}) {
    BatchQueue queue(10, workers, [](int64_t index, const std::stop_token&) {
      if (index == 2) throw std::runtime_error("third batch");
      return Batch{.size = index};
    });
    EXPECT_EQ(queue.next()->size, 0);
    EXPECT_EQ(queue.next()->size, 1);
    EXPECT_THROW(queue.next(), std::runtime_error);
    EXPECT_FALSE(queue.next());
  }
}

TEST(BatchQueue, DestructionStopsBatchesThatAreBeingMade) {
  const auto start = std::chrono::steady_clock::now();
  {
    BatchQueue queue(100, 3, [](int64_t, const std::stop_token& stop) {
      for (int wait = 0; wait < 10000 && !stop.stop_requested(); ++wait)
        std::this_thread::sleep_for(1ms);
      return Batch{};
    });
    std::this_thread::sleep_for(5ms);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
}

}  // namespace
}  // namespace pinna::data
