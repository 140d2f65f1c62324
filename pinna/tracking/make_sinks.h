// The sinks of a run, as its options want them.
#pragma once

#include <filesystem>
#include <string>

#include "pinna/tracking/mlflow_spool.h"
#include "pinna/tracking/multi_sink.h"
#include "pinna/tracking/tracking_options.h"

namespace pinna::tracking {

struct SinkPaths {
  std::filesystem::path log = "";  ///< metrics.jsonl; empty: not written
  std::filesystem::path tensorboard;
  std::filesystem::path wandb;
  MlflowFiles mlflow;
};

/// The log, which writes at once, and the trackers, each behind a thread of its own. `run_name` is
/// what people see.
MultiSink make_sinks(const TrackingOptions& options, const SinkPaths& paths,
                     const std::string& run_name);

}  // namespace pinna::tracking
