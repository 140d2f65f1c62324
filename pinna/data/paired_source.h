// Batches of scenes, each with a batch of clips as its companion.
#pragma once

#include <cstdint>
#include <optional>

#include "pinna/data/batch_source.h"

namespace pinna::data {

/// Epochs are those of the first source; the second goes on from one to the next and begins again
/// as often as it ends, so that step s of the whole training has its batch s.
class PairedSource : public BatchSource {
 public:
  /// Both must outlive it.
  PairedSource(BatchSource& scenes, BatchSource& clips) : scenes_(scenes), clips_(clips) {}

  void start_epoch(int64_t epoch) override;
  std::optional<Batch> next() override;
  int64_t batches_per_epoch() const override { return scenes_.batches_per_epoch(); }

 private:
  BatchSource& scenes_;
  BatchSource& clips_;
  int64_t clip_epoch_ = 0;
};

}  // namespace pinna::data
