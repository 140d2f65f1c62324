// One value per clip, made on first use and kept.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace pinna::data {

/// Thread-safe: two threads that ask for one clip at the same time make it once. At most
/// `max_kept` values stay in memory; the clips that came later are made afresh at every use, so a
/// data set larger than memory is slower but never different.
template <class T>
class ClipCache {
 public:
  using Value = std::shared_ptr<const T>;

  ClipCache(int64_t num_clips, int64_t max_kept)
      : slots_(static_cast<size_t>(num_clips)), free_places_(max_kept) {}

  /// The value of `clip`, by calling make() -> T where it is not kept yet. What make() throws
  /// reaches the caller and leaves the clip unmade.
  template <class Make>
  Value get(int64_t clip, Make&& make) {
    Slot& slot = slots_.at(static_cast<size_t>(clip));
    const std::lock_guard lock(slot.mutex);
    if (slot.value) return slot.value;
    Value value = std::make_shared<const T>(std::forward<Make>(make)());
    if (free_places_.fetch_sub(1) > 0) {
      slot.value = value;
    } else {
      free_places_.fetch_add(1);
    }
    return value;
  }

 private:
  struct Slot {
    std::mutex mutex;
    Value value;
  };
  std::vector<Slot> slots_;
  std::atomic<int64_t> free_places_;
};

}  // namespace pinna::data
