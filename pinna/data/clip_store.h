// The decoded clips of a data set, shared by everything that reads its sound.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "pinna/data/clip_cache.h"
#include "pinna/data/clip_input.h"
#include "pinna/data/clip_table.h"

namespace pinna::data {

/// Clips as load_clip gives them, decoded on first use by whichever thread asks, and kept. Memory:
/// num_clips * clip_seconds * sample_rate * 4 bytes (ESC-50 at 22.05 kHz: 0.9 GB), but never more
/// than max_bytes; clips beyond that are decoded at every use.
class ClipStore {
 public:
  using Samples = ClipCache<std::vector<float>>::Value;
  static constexpr int64_t default_max_bytes = int64_t{4} << 30;

  /// `sample_rate` in Hz: that of the feature the clips are meant for.
  ClipStore(ClipTable table, int64_t sample_rate, const ClipInputOptions& input,
            int64_t max_bytes = default_max_bytes);

  /// The samples of table().clips[clip], num_samples() of them. Thread-safe. Throws as load_clip.
  Samples samples(int64_t clip);
  /// Decodes these clips on `threads` threads (0: all processors), so that later uses only read.
  void preload(std::span<const int64_t> clips, int threads = 0);

  const ClipTable& table() const { return table_; }
  int64_t sample_rate() const { return sample_rate_; }
  int64_t num_samples() const { return num_samples_; }

 private:
  ClipTable table_;
  int64_t sample_rate_;
  ClipInputOptions input_;
  int64_t num_samples_;
  ClipCache<std::vector<float>> cache_;
};

}  // namespace pinna::data
