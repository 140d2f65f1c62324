#include "pinna/features/stack_stream.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace pinna::features {

StackStream::StackStream(const FeatureStack& stack,
                         std::vector<std::unique_ptr<FeatureStream>> streams)
    : stack_(stack) {
  for (auto& stream : streams) channels_.push_back({.stream = std::move(stream)});
}

void StackStream::push(std::span<const float> samples, FeatureMatrix& frames) {
  for (Channel& channel : channels_) {
    channel.stream->push(samples, part_);
    keep(part_, channel);
  }
  emit(frames);
}

void StackStream::finish(FeatureMatrix& frames) {
  for (Channel& channel : channels_) {
    channel.stream->finish(part_);
    keep(part_, channel);
  }
  emit(frames);
}

int64_t StackStream::latency_samples() const {
  int64_t slowest = 0;
  for (const Channel& channel : channels_)
    slowest = std::max(slowest, channel.stream->latency_samples());
  return slowest;
}

void StackStream::keep(const FeatureMatrix& frames, Channel& channel) {
  for (int64_t frame = 0; frame < frames.frames; ++frame)
    for (int64_t bin = 0; bin < frames.bins; ++bin)
      channel.waiting.push_back(frames.at(bin, frame));
}

/// Writes the frames that every channel has.
void StackStream::emit(FeatureMatrix& frames) {
  int64_t ready = std::numeric_limits<int64_t>::max();
  for (int64_t i = 0; i < stack_.num_channels(); ++i)
    ready = std::min(ready, std::ssize(channels_[static_cast<size_t>(i)].waiting) /
                                stack_.channel(i).num_bins());
  frames.reshape(stack_.num_bins(), ready);
  for (int64_t i = 0; i < stack_.num_channels(); ++i) {
    std::vector<float>& waiting = channels_[static_cast<size_t>(i)].waiting;
    part_.reshape(stack_.channel(i).num_bins(), ready);
    for (int64_t frame = 0; frame < ready; ++frame)
      for (int64_t bin = 0; bin < part_.bins; ++bin)
        part_.at(bin, frame) = waiting[static_cast<size_t>(frame * part_.bins + bin)];
    waiting.erase(waiting.begin(), waiting.begin() + ready * part_.bins);
    stack_.place(i, part_, frames);
  }
}

}  // namespace pinna::features
