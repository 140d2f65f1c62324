// Results that many threads make and one place takes in order.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <utility>

namespace pinna::data {

/// Protocol: every index from 0 is put once, by any thread; the threads take indices in rising
/// order, as parallel_for hands them out. `take` gets result 0, 1, 2, ... one at a time, on
/// whichever thread completes the row. A thread that is `window` results ahead waits. What `take`
/// throws reaches the thread that put; give_up() then releases the waiting ones.
template <class Result>
class InOrder {
 public:
  using Take = std::function<void(int64_t index, Result&& result)>;

  InOrder(int64_t window, Take take) : window_(window), take_(std::move(take)) {}

  void put(int64_t index, Result result) {
    std::unique_lock lock(mutex_);
    place_free_.wait(lock, [&] { return index < next_ + window_ || has_given_up_; });
    if (has_given_up_) return;
    waiting_.emplace(index, std::move(result));
    for (auto first = waiting_.begin(); first != waiting_.end() && first->first == next_;
         first = waiting_.erase(first))
      take_(next_++, std::move(first->second));
    place_free_.notify_all();
  }

  /// No result is taken any more.
  void give_up() {
    const std::lock_guard lock(mutex_);
    has_given_up_ = true;
    place_free_.notify_all();
  }

 private:
  int64_t window_;
  Take take_;
  int64_t next_ = 0;
  bool has_given_up_ = false;
  std::map<int64_t, Result> waiting_;
  std::mutex mutex_;
  std::condition_variable place_free_;
};

}  // namespace pinna::data
