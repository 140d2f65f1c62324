#include "pinna/tracking/make_sinks.h"

#include <memory>

#include "pinna/tracking/async_sink.h"
#include "pinna/tracking/jsonl_sink.h"
#include "pinna/tracking/mlflow_sink.h"
#include "pinna/tracking/tensorboard_sink.h"
#include "pinna/tracking/wandb_sink.h"

namespace pinna::tracking {
namespace {

std::unique_ptr<Sink> in_background(std::unique_ptr<Sink> sink) {
  return std::make_unique<AsyncSink>(std::move(sink));
}

}  // namespace

void require_valid(const TrackingOptions& options) {
  if (!options.mlflow.uri.empty()) require_http_url(options.mlflow.uri, "tracking.mlflow.uri");
}

MultiSink make_sinks(const TrackingOptions& options, const SinkPaths& paths,
                     const std::string& run_name) {
  MultiSink sinks;
  if (!paths.log.empty()) sinks.add_log(std::make_unique<JsonlSink>(paths.log));
  if (options.tensorboard)
    sinks.add("TensorBoard", in_background(std::make_unique<TensorBoardSink>(paths.tensorboard)));
  if (options.wandb.enabled)
    sinks.add("W&B",
              in_background(std::make_unique<WandbSink>(paths.wandb, options.wandb, run_name)));
  if (!options.mlflow.uri.empty())
    sinks.add("MLflow",
              in_background(std::make_unique<MlflowSink>(paths.mlflow, options.mlflow, run_name)));
  return sinks;
}

}  // namespace pinna::tracking
