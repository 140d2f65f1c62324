#include "pinna/data/paired_source.h"

#include <memory>
#include <utility>

namespace pinna::data {

void PairedSource::start_epoch(int64_t epoch) {
  scenes_.start_epoch(epoch);
  const int64_t clip_steps = epoch * scenes_.batches_per_epoch();
  clip_epoch_ = clip_steps / clips_.batches_per_epoch();
  clips_.start_epoch(clip_epoch_);
  for (int64_t step = 0; step < clip_steps % clips_.batches_per_epoch(); ++step) clips_.next();
}

std::optional<Batch> PairedSource::next() {
  std::optional<Batch> batch = scenes_.next();
  if (!batch) return std::nullopt;
  std::optional<Batch> clips = clips_.next();
  if (!clips) {
    clips_.start_epoch(++clip_epoch_);
    clips = clips_.next();
  }
  batch->companion = std::make_shared<const Batch>(*std::move(clips));
  return batch;
}

}  // namespace pinna::data
