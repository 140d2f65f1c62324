#include "pinna/study/run_tracking.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/core/memory.h"
#include "pinna/core/metric_log.h"
#include "pinna/models/model.h"
#include "pinna/tracking/make_sinks.h"
#include "pinna/tracking/png.h"

namespace pinna::study {
namespace {

using runs::RunFolder;
using tracking::Outcome;

constexpr int64_t kMostCellPixels = 24;
constexpr int64_t kPicturePixels = 512;

/// A training logs its epochs; an evaluation only tells the trackers.
enum class Log { written, left_alone };

tracking::MultiSink sinks_of(const Recipe& recipe, const RunFolder& run, Log log) {
  return tracking::make_sinks(
      recipe.tracking,
      {.log = log == Log::written ? run.metrics_path() : "",
       .tensorboard = run.tensorboard_path(),
       .wandb = run.wandb_path(),
       .mlflow = {.run = run.mlflow_run_path(), .spool = run.mlflow_spool_path()}},
      fmt::format("{}-fold{}-seed{}", recipe.name, recipe.fold, recipe.seed));
}

std::vector<float> values_of(const at::Tensor& weights) {
  const at::Tensor flat =
      weights.detach().to(at::kCPU, at::kFloat).contiguous(at::MemoryFormat::Contiguous);
  const float* values = flat.data_ptr<float>();
  return {values, values + flat.numel()};
}

/// Names and weights of the first and the last layer; biases and norms are no layers here.
std::vector<std::pair<std::string, at::Tensor>> end_layers(const models::Model& model) {
  std::vector<std::pair<std::string, at::Tensor>> layers;
  for (const auto& item : model.named_parameters())
    if (item.value().dim() >= 2) layers.emplace_back(item.key(), item.value());
  if (layers.size() > 2) layers.erase(layers.begin() + 1, layers.end() - 1);
  return layers;
}

void pass_on(tracking::Sink& sink, const OnWarning& on_warning) {
  for (const std::string& warning : sink.take_warnings())
    if (on_warning) on_warning(warning);
}

void log_confusion(tracking::Sink& sink, int64_t step, const metrics::ConfusionMatrix& confusion) {
  const int64_t classes = confusion.num_classes();
  if (classes > kPicturePixels) return;
  std::vector<double> shares = confusion.row_per_cent();
  for (double& share : shares) share /= 100;
  const int64_t cell = std::min(kMostCellPixels, kPicturePixels / classes);
  sink.image("test/confusion", step, tracking::matrix_png(shares, classes, cell));
}

void log_curves(tracking::Sink& sink, int64_t step, const metrics::ClipPredictions& predictions) {
  for (int64_t label = 0; label < predictions.num_classes(); ++label) {
    std::vector<float> probabilities;
    std::vector<bool> is_of_class;
    for (int64_t clip = 0; clip < predictions.num_clips(); ++clip) {
      probabilities.push_back(predictions.row(clip)[static_cast<size_t>(label)]);
      is_of_class.push_back(predictions.targets[static_cast<size_t>(clip)] == label);
    }
    sink.pr_curve("test/pr_curve/" + predictions.labels[static_cast<size_t>(label)], step,
                  tracking::pr_curve_of(probabilities, is_of_class));
  }
}

int64_t step_after(const std::vector<core::MetricRecord>& epochs) {
  return epochs.empty() ? 1 : epochs.back().epoch + 1;
}

}  // namespace

RunTracking::RunTracking(const Recipe& recipe, const RunFolder& run, OnWarning on_warning)
    : recipe_(recipe),
      run_(run),
      on_warning_(std::move(on_warning)),
      sinks_(sinks_of(recipe, run, Log::written)) {}

training::FitHooks RunTracking::hooks(training::FitHooks hooks, const models::Model& model) {
  hooks.on_start = [this](int64_t epochs_done) { start(epochs_done); };
  hooks.on_epoch = [this, &model,
                    next = std::move(hooks.on_epoch)](const training::EpochRecord& record) {
    log(record, model);
    if (next) next(record);
  };
  return hooks;
}

training::FitState RunTracking::watch(const std::function<training::FitState()>& fit) {
  try {
    const training::FitState state = fit();
    close(Outcome::finished);
    return state;
  } catch (const core::Interrupted&) {
    close(Outcome::interrupted);
    throw;
  } catch (...) {
    close(Outcome::failed);
    throw;
  }
}

void RunTracking::start(int64_t epochs_done) {
  run_.truncate_metrics_after(epochs_done);
  sinks_.start(core::to_config(recipe_), epochs_done + 1);
}

void RunTracking::log(const training::EpochRecord& record, const models::Model& model) {
  const auto log = [&](std::string_view name, double value) {
    if (!std::isnan(value)) sinks_.scalar(name, record.epoch, value);
  };
  namespace metric = core::metric;
  log(metric::train_loss, record.train_loss);
  log("train/" + record.score_name, record.train_score);
  log(metric::validation_loss, record.validation_loss);
  log("validation/" + record.score_name, record.validation_score);
  log(metric::learning_rate, record.learning_rate);
  log(metric::seconds, record.seconds);
  log("clips_per_second", record.clips_per_second);
  log("loader_wait", record.loader_wait);
  log("peak_memory_mib", core::peak_memory_mib());
  log_weights(record.epoch, model);
  sinks_.commit(record.epoch);
  pass_warnings_on();
}

void RunTracking::log_weights(int64_t epoch, const models::Model& model) {
  const int64_t every = recipe_.tracking.histogram_every;
  if (every == 0 || epoch % every != 0 || sinks_.empty()) return;
  for (const auto& [name, weights] : end_layers(model))
    sinks_.histogram("weights/" + name, epoch, values_of(weights));
}

void RunTracking::close(Outcome outcome) {
  sinks_.close(outcome);
  pass_warnings_on();
}

void RunTracking::pass_warnings_on() {
  pass_on(sinks_, on_warning_);
}

void track_scores(const Recipe& recipe, const RunFolder& run,
                  const metrics::ClipPredictions& predictions,
                  const metrics::ClassificationScores& scores, const OnWarning& on_warning) {
  tracking::MultiSink sinks = sinks_of(recipe, run, Log::left_alone);
  if (sinks.empty()) return;
  const int64_t step = step_after(run.metrics());
  sinks.start(core::to_config(recipe), step);
  sinks.summary("test/accuracy", step, scores.accuracy);
  sinks.summary(fmt::format("test/top{}_accuracy", scores.top_k), step, scores.top_k_accuracy);
  sinks.summary("test/macro_f1", step, scores.macro.f1);
  log_confusion(sinks, step, scores.confusion);
  log_curves(sinks, step, predictions);
  sinks.commit(step);
  sinks.close(Outcome::finished);
  pass_on(sinks, on_warning);
}

}  // namespace pinna::study
