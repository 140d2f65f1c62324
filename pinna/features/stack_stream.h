// The streaming form of a stack whose channels have streams of their own.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "pinna/features/feature_stack.h"
#include "pinna/features/feature_stream.h"

namespace pinna::features {

/// Frames that some channels have given wait until the slowest has them too; those that it never
/// gets are left out, as of the whole clip.
class StackStream : public FeatureStream {
 public:
  /// One stream for each channel of `stack`, which must outlive this.
  StackStream(const FeatureStack& stack, std::vector<std::unique_ptr<FeatureStream>> streams);

  void push(std::span<const float> samples, FeatureMatrix& frames) override;
  void finish(FeatureMatrix& frames) override;
  int64_t latency_samples() const override;

 private:
  struct Channel {
    std::unique_ptr<FeatureStream> stream;
    std::vector<float> waiting = {};  ///< frame after frame, each with all its bins
  };

  void keep(const FeatureMatrix& frames, Channel& channel);
  void emit(FeatureMatrix& frames);

  const FeatureStack& stack_;
  std::vector<Channel> channels_;
  FeatureMatrix part_;
};

}  // namespace pinna::features
