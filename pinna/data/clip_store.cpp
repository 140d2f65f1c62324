#include "pinna/data/clip_store.h"

#include <utility>

#include "pinna/core/parallel.h"

namespace pinna::data {

ClipStore::ClipStore(ClipTable table, int64_t sample_rate, const ClipInputOptions& input,
                     int64_t max_bytes)
    : table_(std::move(table)),
      sample_rate_(sample_rate),
      input_(input),
      num_samples_(num_clip_samples(input, sample_rate)),
      cache_(static_cast<int64_t>(table_.clips.size()),
             max_bytes / (num_samples_ * static_cast<int64_t>(sizeof(float)))) {}

ClipStore::Samples ClipStore::samples(int64_t clip) {
  return cache_.get(clip, [&] {
    return load_clip(table_.clips[static_cast<size_t>(clip)], sample_rate_, input_).samples;
  });
}

void ClipStore::preload(std::span<const int64_t> clips, int threads) {
  core::parallel_for(static_cast<int64_t>(clips.size()), threads,
                     [&](int64_t index, int) { samples(clips[static_cast<size_t>(index)]); });
}

}  // namespace pinna::data
