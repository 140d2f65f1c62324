// A sink that may be slow or stuck, kept away from the training by a thread of its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/tracking/sink.h"

namespace pinna::tracking {

/// How much may wait for a sink and how long a sink may keep others waiting.
struct AsyncLimits {
  int64_t media_bytes = int64_t{64} << 20;  ///< images, histograms, sounds and curves
  int64_t calls = 100'000;                  ///< of all other kinds
  std::chrono::milliseconds close_patience{5000};
};

/// Hands every call to another thread and returns at once. Where the sink falls behind, the oldest
/// media in the queue give way to new ones; scalars, texts and commits are given up only when
/// limits.calls of them wait, the newest first. close() waits for limits.close_patience, then
/// cancels the sink, waits half as long again and leaves it to its fate. Warnings say what was
/// lost. An error of the sink is thrown by the next call.
class AsyncSink : public Sink {
 public:
  explicit AsyncSink(std::unique_ptr<Sink> sink, AsyncLimits limits = {});
  /// Without close() what waits is dropped.
  ~AsyncSink() override;
  AsyncSink(const AsyncSink&) = delete;
  AsyncSink& operator=(const AsyncSink&) = delete;

  void start(const core::ConfigTable& config, int64_t first_step) override;
  void scalar(std::string_view name, int64_t step, double value) override;
  void text(std::string_view name, int64_t step, std::string_view text) override;
  void image(std::string_view name, int64_t step, std::string_view png) override;
  void histogram(std::string_view name, int64_t step, std::span<const float> values) override;
  void audio(std::string_view name, int64_t step, const AudioClip& clip) override;
  void pr_curve(std::string_view name, int64_t step, const PrCurve& curve) override;
  void summary(std::string_view name, int64_t step, double value) override;
  void commit(int64_t step) override;
  void close(Outcome outcome) override;
  void cancel() noexcept override;
  std::vector<std::string> take_warnings() override;

 private:
  class Queue;
  /// Shared with the thread, which may outlive this object when the sink is stuck.
  std::shared_ptr<Queue> queue_;
};

}  // namespace pinna::tracking
