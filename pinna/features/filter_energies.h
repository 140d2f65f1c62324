// The energy of a filter bank's outputs in overlapping frames, while samples come in.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pinna/dsp/gammatone_bank.h"
#include "pinna/dsp/scratch.h"

namespace pinna::features {

/// The state of one run over a clip or a stream: the filters' own, and the sums of the hops that
/// later frames still need. Frame f is the samples [f * hop, f * hop + length). Not thread-safe.
class FilterEnergies {
 public:
  /// Before the first sample; memory that is large enough is used again. `bank` must outlive what
  /// follows.
  void start(const dsp::GammatoneBank& bank, int64_t length, int64_t hop);

  /// Filters `count` samples; nullptr stands for silence. Calls take(sums) for each frame that they
  /// complete, sums [tables().num_filters] being the sums of the squared outputs.
  template <class Take>
  void push(const float* samples, int64_t count, const Take& take) {
    while (count > 0) {
      const int64_t part = advance(samples, count);
      if (samples) samples += part;
      count -= part;
      if (frame_is_complete()) take(frame_sums());
    }
  }

 private:
  /// Filters samples up to the next end of a hop or a frame; returns how many.
  int64_t advance(const float* samples, int64_t count);
  bool frame_is_complete() const;
  float* frame_sums();
  float* hop_sums(int64_t hop) { return hops_ + hop % kept_hops_ * filters_; }

  const dsp::GammatoneBank* bank_ = nullptr;
  int64_t length_ = 0;
  int64_t hop_ = 0;
  int64_t filters_ = 0;
  int64_t kept_hops_ = 0;  ///< hops that a frame touches
  int64_t time_ = 0;       ///< samples so far
  dsp::Scratch memory_;
  float* states_ = nullptr;
  float* hops_ = nullptr;   ///< [kept_hops, filters], by hop number modulo kept_hops
  float* part_ = nullptr;   ///< [filters]
  float* frame_ = nullptr;  ///< [filters]
};

}  // namespace pinna::features
