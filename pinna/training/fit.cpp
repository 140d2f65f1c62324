#include "pinna/training/fit.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include <torch/torch.h>

#include "pinna/core/random.h"
#include "pinna/data/batch_loader.h"
#include "pinna/models/compat.h"
#include "pinna/models/model.h"
#include "pinna/training/schedule.h"
#include "pinna/training/task_balance.h"
#include "pinna/training/weight_average.h"

namespace pinna::training {
namespace {

constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

NamedTensors trained_parameters(const models::Model& model) {
  NamedTensors parameters;
  for (const auto& item : model.named_parameters())
    if (item.value().requires_grad()) parameters.emplace_back(item.key(), item.value());
  return parameters;
}

class Trainer {
 public:
  Trainer(models::Model& model, data::BatchSource& train, const Objective& objective,
          const TrainingOptions& options, uint64_t seed, Checkpoints& checkpoints,
          const FitHooks& hooks)
      : model_(model),
        train_(train),
        objective_(objective),
        options_(options),
        seed_(seed),
        checkpoints_(checkpoints),
        hooks_(hooks),
        balance_(make_task_balance(options.balance, model)),
        parameters_(trained_parameters(model)),
        optimizer_(make_optimizer(options.optimizer, parameters_)),
        precision_(models::resolve(options.precision)) {
    if (options_.average_decay > 0) average_.emplace(model_, options_.average_decay);
    if (options_.teacher_weight > 0 && !average_)
      throw core::InvalidOptions({.what = "training.teacher_weight",
                                  .got = "a teacher without averaged weights",
                                  .expected = "training.average_decay above 0"});
    if (options_.selection == Selection::validation_loss && !objective_.has_validation())
      throw core::InvalidOptions({.what = "training.selection",
                                  .got = "validation_loss without a validation part",
                                  .expected = "an inner validation part",
                                  .fix = "set protocol.validation_fraction above 0"});
  }

  FitState run() {
    state_ = checkpoints_.load_last(parts()).value_or(FitState{});
    if (hooks_.on_start) hooks_.on_start(state_.epoch);
    while (state_.epoch < options_.epochs) run_epoch();
    if (options_.selection == Selection::validation_loss)
      checkpoints_.load_best(model_);
    else if (average_)
      take_average();
    model_.eval();
    return state_;
  }

 private:
  FitParts parts() { return {model_, *optimizer_, average_ ? &*average_ : nullptr}; }

  /// The averaged weights become the model's, with statistics of clips that are not mixed.
  void take_average() {
    average_->swap();
    refresh_batch_norms(model_, train_, options_.epochs,
                        [&](const data::Batch& batch) { objective_.ask(model_, batch); });
  }

  void run_epoch() {
    stopwatch_ = {};
    loader_seconds_ = 0;
    model_.train();
    train_.start_epoch(state_.epoch);
    // Batches that were trained on before an interruption are drawn again and passed over.
    for (int64_t step = 0; step < state_.step_in_epoch; ++step) train_.next();
    while (const auto batch = next_batch()) {
      run_step(*batch);
      if (hooks_.stop_requested && hooks_.stop_requested()) stop();
    }
    finish_epoch();
  }

  std::optional<data::Batch> next_batch() {
    const Stopwatch waiting;
    auto batch = train_.next();
    loader_seconds_ += waiting.seconds();
    return batch;
  }

  void run_step(const data::Batch& batch) {
    const uint64_t step_seed =
        core::derive_seed(seed_, "step", {state_.epoch, state_.step_in_epoch});
    torch::manual_seed(step_seed);
    // First, for it changes the weights for a moment, which a graph must not see.
    const Answers teacher = options_.teacher_weight > 0 ? teacher_answers(batch) : Answers();
    Answers answers;
    {
      const models::AutocastGuard autocast(precision_);
      answers = objective_.ask(model_, batch);
    }
    BatchOutcome outcome = objective_.judge(answers, batch);
    if (!teacher.empty())
      outcome.losses.front() =
          outcome.losses.front() + teacher_weight() * objective_.distance(answers, teacher);
    const double loss_value = balance_->backward(outcome.losses, parameters_, step_seed);
    const double norm = gradient_norm(parameters_);
    if (!std::isfinite(loss_value)) throw_not_finite("loss", loss_value, batch.clips);
    if (!std::isfinite(norm)) throw_not_finite("gradient norm", norm, batch.clips);
    optimizer_->step(learning_rate_at(state_.step_in_epoch), gradient_scale(norm));
    if (average_) average_->update();
    count(batch, loss_value, outcome.score);
  }

  /// Mean teacher (Tarvainen and Valpola 2017): what the averaged weights say, without dropout and
  /// gradient.
  Answers teacher_answers(const data::Batch& batch) {
    average_->swap();
    Answers answers;
    {
      const models::EvaluationGuard evaluation(model_);
      const models::AutocastGuard autocast(precision_);
      answers = objective_.ask(model_, batch);
    }
    average_->swap();
    return answers;
  }

  double teacher_weight() const {
    const auto steps = static_cast<double>(train_.batches_per_epoch());
    const double epochs =
        static_cast<double>(state_.epoch) + static_cast<double>(state_.step_in_epoch) / steps;
    const double left = options_.teacher_ramp_epochs > 0
                            ? std::max(0.0, 1 - epochs / options_.teacher_ramp_epochs)
                            : 0;
    return options_.teacher_weight * std::exp(-5 * left * left);
  }

  /// Of a step of the present epoch.
  double learning_rate_at(int64_t step_in_epoch) const {
    const int64_t steps = train_.batches_per_epoch();
    return learning_rate(options_.optimizer) *
           learning_rate_factor(options_.schedule, state_.epoch * steps + step_in_epoch, steps,
                                options_.epochs);
  }

  /// What clipping multiplies a gradient of this norm with.
  double gradient_scale(double norm) const {
    return options_.clip_norm > 0 ? std::min(1.0, options_.clip_norm / (norm + 1e-6)) : 1.0;
  }

  void count(const data::Batch& batch, double loss, double score) {
    state_.loss_sum += loss * static_cast<double>(batch.size);
    state_.score_sum += score * static_cast<double>(batch.size);
    state_.clips_seen += static_cast<double>(batch.size);
    ++state_.step_in_epoch;
    if (hooks_.on_step)
      hooks_.on_step(state_.epoch * train_.batches_per_epoch() + state_.step_in_epoch,
                     options_.epochs * train_.batches_per_epoch(), loss);
  }

  void finish_epoch() {
    EpochRecord record{.epoch = state_.epoch + 1,
                       .train_loss = state_.loss_sum / state_.clips_seen,
                       .score_name = std::string(objective_.score_name()),
                       .train_score = state_.score_sum / state_.clips_seen,
                       .validation_loss = kNoValue,
                       .validation_score = kNoValue,
                       .learning_rate = learning_rate_at(train_.batches_per_epoch() - 1)};
    const double training_seconds = state_.seconds + stopwatch_.seconds();
    record.clips_per_second = state_.clips_seen / training_seconds;
    record.loader_wait = loader_seconds_ / stopwatch_.seconds();
    if (objective_.has_validation()) validate(record);
    record.seconds = state_.seconds + stopwatch_.seconds();
    if (hooks_.on_epoch) hooks_.on_epoch(record);
    state_ = {
        .epoch = record.epoch, .best_epoch = state_.best_epoch, .best_loss = state_.best_loss};
    checkpoints_.save_last(parts(), state_);
  }

  /// Scores the weights that would become the model now: the average where there is one.
  void validate(EpochRecord& record) {
    if (average_) average_->swap();
    score_validation(record);
    if (average_) average_->swap();
  }

  void score_validation(EpochRecord& record) {
    const ValidationOutcome outcome = objective_.validate(model_);
    record.validation_loss = outcome.loss;
    record.validation_score = outcome.score;
    if (!std::isfinite(record.validation_loss))
      throw_not_finite("validation loss", record.validation_loss, {});
    const bool is_best = state_.best_epoch == 0 || record.validation_loss < state_.best_loss;
    if (options_.selection != Selection::validation_loss || !is_best) return;
    state_.best_epoch = record.epoch;
    state_.best_loss = record.validation_loss;
    checkpoints_.save_best(model_);
  }

  [[noreturn]] void stop() {
    state_.seconds += stopwatch_.seconds();
    checkpoints_.save_last(parts(), state_);
    throw core::Interrupted({.what = fmt::format("stopped in epoch {} of {} after a checkpoint",
                                                 state_.epoch + 1, options_.epochs),
                             .fix = "continue with --resume"});
  }

  [[noreturn]] void throw_not_finite(std::string_view what, double value,
                                     std::vector<int64_t> clips) const {
    throw NonFiniteLoss({.what = "training diverged",
                         .got = fmt::format("{} {} in epoch {}, step {}", what, value,
                                            state_.epoch + 1, state_.step_in_epoch + 1),
                         .expected = "a finite number",
                         .fix = "lower training.optimizer.learning_rate or set training.clip_norm"},
                        std::move(clips));
  }

  models::Model& model_;
  data::BatchSource& train_;
  const Objective& objective_;
  const TrainingOptions& options_;
  uint64_t seed_;
  Checkpoints& checkpoints_;
  const FitHooks& hooks_;
  std::unique_ptr<TaskBalance> balance_;
  NamedTensors parameters_;
  std::unique_ptr<Optimizer> optimizer_;
  std::optional<WeightAverage> average_;
  models::Precision precision_;
  FitState state_;
  Stopwatch stopwatch_;
  double loader_seconds_ = 0;  ///< of the present epoch in this process
};

}  // namespace

FitState fit(models::Model& model, data::BatchSource& train, const Objective& objective,
             const TrainingOptions& options, uint64_t seed, Checkpoints& checkpoints,
             const FitHooks& hooks) {
  return Trainer(model, train, objective, options, seed, checkpoints, hooks).run();
}

FitState fit(models::Model& model, data::BatchLoader& train, data::BatchLoader* validation,
             const TrainingOptions& options, uint64_t seed, Checkpoints& checkpoints,
             const FitHooks& hooks) {
  const ClassificationObjective objective(options.label_smoothing, validation);
  return fit(model, train, objective, options, seed, checkpoints, hooks);
}

}  // namespace pinna::training
