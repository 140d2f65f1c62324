// Whatever gives a training the batches of its epochs.
#pragma once

#include <cstdint>
#include <optional>

#include "pinna/data/batch.h"

namespace pinna::data {

/// Protocol: start_epoch(e), next() until it returns nothing, start_epoch(e + 1), ... An epoch may
/// be left at any point. The batches of an epoch are a function of its number alone.
class BatchSource {
 public:
  virtual ~BatchSource() = default;

  /// Begins epoch `epoch`, counted from 0; what is left of an earlier one is dropped.
  virtual void start_epoch(int64_t epoch) = 0;
  /// The next batch of the epoch, or nothing at its end. Rethrows what went wrong in a worker at
  /// the batch where it happened; the epoch is then over.
  virtual std::optional<Batch> next() = 0;
  virtual int64_t batches_per_epoch() const = 0;
};

}  // namespace pinna::data
