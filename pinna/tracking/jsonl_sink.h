// The sink every run has: its own metrics.jsonl, one line a step.
#pragma once

#include <filesystem>

#include "pinna/core/metric_log.h"
#include "pinna/tracking/sink.h"

namespace pinna::tracking {

/// Gathers the values of a step and appends them as one core::MetricRecord when it is committed.
/// Media and final results are passed over: the run folder holds them as files.
class JsonlSink : public Sink {
 public:
  explicit JsonlSink(std::filesystem::path path);
  void scalar(std::string_view name, int64_t step, double value) override;
  void text(std::string_view name, int64_t step, std::string_view text) override;
  void commit(int64_t step) override;
  /// A step that a failure or a stop has cut short is left out.
  void close(Outcome outcome) override;

 private:
  /// Starts the record of `step`; Bug if values of another step are still pending.
  core::MetricRecord& pending(int64_t step);
  bool is_empty() const;

  std::filesystem::path path_;
  core::MetricRecord record_;
};

}  // namespace pinna::tracking
