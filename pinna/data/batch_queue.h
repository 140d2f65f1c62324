// Batches made ahead of time by worker threads, handed out in order.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "pinna/data/batch.h"

namespace pinna::data {

/// Calls make(0), make(1), ... make(count - 1) on `workers` threads, at most workers + 1 batches
/// ahead of the caller. With 0 workers each batch is made inside next(). Destruction asks make() to
/// stop through its token, waits for it and drops what was not fetched.
class BatchQueue {
 public:
  using Make = std::function<Batch(int64_t index, const std::stop_token& stop)>;

  BatchQueue(int64_t count, int64_t workers, Make make);
  ~BatchQueue();
  BatchQueue(const BatchQueue&) = delete;
  BatchQueue& operator=(const BatchQueue&) = delete;

  /// The next batch, or nothing after the last. What make() threw is rethrown in its batch's place,
  /// and ends the queue.
  std::optional<Batch> next();

 private:
  struct Place {
    std::optional<Batch> batch;
    std::exception_ptr error;
  };
  void work(const std::stop_token& stop);
  Place take();
  void stop();

  int64_t count_;
  Make make_;
  int64_t num_started_ = 0;
  int64_t num_taken_ = 0;
  std::vector<Place> ring_;  ///< batch i waits in place i % size
  std::mutex mutex_;
  std::condition_variable_any place_free_;
  std::condition_variable batch_ready_;
  std::vector<std::jthread> threads_;
};

}  // namespace pinna::data
