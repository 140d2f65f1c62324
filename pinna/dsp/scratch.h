// Working memory that is kept between calls.
#pragma once

#include <cstdint>
#include <memory>
#include <new>

namespace pinna::dsp {

/// Floats aligned for the widest vectors. Grows when asked for more and keeps what it has; declare
/// it thread_local where it is used.
class Scratch {
 public:
  /// At least `count` floats with undefined content; the former content and pointer are lost if it
  /// has to grow.
  float* floats(int64_t count) {
    if (count > size_) {
      memory_.reset(static_cast<float*>(
          ::operator new(static_cast<size_t>(count) * sizeof(float), alignment)));
      size_ = count;
    }
    return memory_.get();
  }

 private:
  static constexpr std::align_val_t alignment{64};
  struct Free {
    void operator()(float* memory) const { ::operator delete(memory, alignment); }
  };
  std::unique_ptr<float, Free> memory_;
  int64_t size_ = 0;
};

}  // namespace pinna::dsp
