// Where the numbers of a running training go: a file, TensorBoard, a tracking server.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/core/config.h"
#include "pinna/tracking/pr_curve.h"

namespace pinna::tracking {

/// How a tracked piece of work ended.
enum class Outcome { finished, failed, interrupted };

/// A sound as a WAV file.
struct AudioClip {
  std::string wav = "";  ///< the file's bytes
  int64_t sample_rate = 0;
  int64_t channels = 1;
  int64_t frames = 0;
};

/// One destination. A sink may throw: MultiSink keeps the failure from the training. What a sink
/// has no notion of, it passes over.
class Sink {
 public:
  virtual ~Sink() = default;
  /// Once, before everything else. `config` is the resolved recipe. What an earlier process gave
  /// for `first_step` and later steps is void: it will be given again.
  virtual void start(const core::ConfigTable&, int64_t /*first_step*/) {}
  /// Names are paths such as "train/loss" (core::metric has the common ones); values may be NaN.
  virtual void scalar(std::string_view name, int64_t step, double value) = 0;
  virtual void text(std::string_view name, int64_t step, std::string_view text) = 0;
  /// `png`: the bytes of a PNG file.
  virtual void image(std::string_view, int64_t /*step*/, std::string_view /*png*/) {}
  virtual void histogram(std::string_view, int64_t /*step*/, std::span<const float>) {}
  virtual void audio(std::string_view, int64_t /*step*/, const AudioClip&) {}
  virtual void pr_curve(std::string_view, int64_t /*step*/, const PrCurve&) {}
  /// A final result of the whole run, such as "test/accuracy".
  virtual void summary(std::string_view, int64_t /*step*/, double) {}
  /// Everything of `step` has been given: write it where it survives a crash.
  virtual void commit(int64_t step) = 0;
  /// Writes what is pending and ends the record; nothing may follow.
  virtual void close(Outcome outcome) = 0;
  /// Gives up waiting for others, such as a server. May be called from any thread.
  virtual void cancel() noexcept {}
  /// What a person should know, each sentence once.
  virtual std::vector<std::string> take_warnings() { return {}; }
};

}  // namespace pinna::tracking
