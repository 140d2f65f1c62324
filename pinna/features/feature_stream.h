// The streaming form of a feature: chunks of samples in, frames out.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "pinna/features/feature.h"
#include "pinna/features/feature_matrix.h"

namespace pinna::features {

/// Protocol: push() any number of times, then finish() once. The frames of all calls, side by side,
/// are those of the whole clip. Memory is bounded, however long the stream is.
class FeatureStream {
 public:
  virtual ~FeatureStream() = default;

  /// Takes samples and writes the frames that have become certain: [num_bins, 0 or more frames].
  virtual void push(std::span<const float> samples, FeatureMatrix& frames) = 0;
  /// The remaining frames. BadData if the whole stream was too short for one frame.
  virtual void finish(FeatureMatrix& frames) = 0;
  /// How many samples after f * hop_length must have come before frame f does, at most.
  virtual int64_t latency_samples() const = 0;
};

/// InvalidOptions for the stream of a feature that needs the whole clip; `fix`: what to change.
[[noreturn]] void throw_needs_whole_clip(const std::string& fix);

/// Computes the frames of overlapping parts of the stream; for features whose frames depend on
/// near samples only.
class LocalStream : public FeatureStream {
 public:
  /// InvalidOptions, with what to change, if the feature's frames depend on the whole clip.
  explicit LocalStream(const Feature& feature);

  void push(std::span<const float> samples, FeatureMatrix& frames) override;
  void finish(FeatureMatrix& frames) override;
  int64_t latency_samples() const override;

 private:
  void emit(int64_t end_frame, FeatureMatrix& frames);

  const Feature& feature_;
  Locality locality_;
  int64_t block_frames_;       ///< frames that are computed at a time
  std::vector<float> buffer_;  ///< samples from buffer_start_ on
  int64_t buffer_start_ = 0;   ///< a multiple of the hop
  int64_t next_frame_ = 0;
  FeatureMatrix part_;
};

}  // namespace pinna::features
