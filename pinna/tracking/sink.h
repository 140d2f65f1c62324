// Where the numbers of a running training go: a file, TensorBoard, a tracking server.
#pragma once

#include <cstdint>
#include <string_view>

namespace pinna::tracking {

/// One destination. A sink may throw: MultiSink keeps the failure from the training.
class Sink {
 public:
  virtual ~Sink() = default;
  /// Names are paths such as "train/loss" (core::metric has the common ones); values may be NaN.
  virtual void scalar(std::string_view name, int64_t step, double value) = 0;
  virtual void text(std::string_view name, int64_t step, std::string_view text) = 0;
  /// Everything of `step` has been given: write it where it survives a crash.
  virtual void commit(int64_t step) = 0;
  /// Writes what is pending and ends the record; nothing may follow.
  virtual void close() = 0;
};

}  // namespace pinna::tracking
