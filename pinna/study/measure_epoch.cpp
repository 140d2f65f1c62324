#include "pinna/study/measure_epoch.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include <nlohmann/json.hpp>

#include "pinna/core/json_text.h"
#include "pinna/core/temporary_folder.h"
#include "pinna/data/split.h"
#include "pinna/study/run_loaders.h"
#include "pinna/study/train_run.h"

namespace pinna::study {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int64_t kFewestSteps = 3;  ///< after the first
constexpr size_t kFewestEpochs = 3;  ///< the first of which does not count

/// Ends a training that has been watched long enough; no failure, so no std::exception.
struct SeenEnough {};

double seconds_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

/// Watches steps and epochs as they come.
class Watch {
 public:
  explicit Watch(double patience) : patience_(patience) {}

  training::FitHooks hooks(const std::function<bool()>& stop_requested) {
    training::FitHooks hooks;
    hooks.stop_requested = stop_requested;
    hooks.on_step = [this](int64_t, int64_t total, double) { step(total); };
    hooks.on_epoch = [this](const training::EpochRecord& epoch) {
      epochs_.push_back(epoch.seconds);
    };
    return hooks;
  }

  /// What went by before the first step was done, without a step's time.
  double seconds_before() const {
    return std::max(0.0, seconds_between(began_, warm_since_) - seconds_per_step());
  }

  double seconds_per_epoch(int64_t num_epochs, double validation_share) const {
    if (epochs_.size() >= kFewestEpochs)
      return median_seconds({epochs_.begin() + 1, epochs_.end()});
    const double steps_per_epoch =
        static_cast<double>(total_steps_) / static_cast<double>(num_epochs);
    return seconds_per_step() * steps_per_epoch * (1 + validation_share / 3);
  }

 private:
  void step(int64_t total) {
    const Clock::time_point now = Clock::now();
    if (total_steps_ == 0) {
      warm_since_ = now;
    } else {
      steps_.push_back(seconds_between(last_step_ends_, now));
    }
    total_steps_ = total;
    last_step_ends_ = now;
    if (std::ssize(steps_) >= kFewestSteps && seconds_between(warm_since_, now) >= patience_)
      throw SeenEnough();
  }

  /// Without the first, which warms up; a training of a single step has only that one.
  double seconds_per_step() const {
    return steps_.empty() ? seconds_between(began_, warm_since_) : median_seconds(steps_);
  }

  double patience_;
  Clock::time_point began_ = Clock::now();
  Clock::time_point warm_since_ = began_;  ///< the first step's end
  Clock::time_point last_step_ends_ = began_;
  int64_t total_steps_ = 0;
  std::vector<double> steps_;
  std::vector<double> epochs_;
};

double validation_share(const Recipe& recipe) {
  const data::Split split = read_run_data(recipe).split;
  return static_cast<double>(split.validation.size()) / static_cast<double>(split.train.size());
}

}  // namespace

double median_seconds(std::vector<double> seconds) {
  const auto middle = seconds.begin() + std::ssize(seconds) / 2;
  std::nth_element(seconds.begin(), middle, seconds.end());
  return *middle;
}

EpochCost measure_epoch(const Recipe& recipe, double seconds,
                        const std::function<bool()>& stop_requested) {
  require_own_network(recipe, "time of an epoch");
  const core::TemporaryFolder folder;
  Recipe untracked = recipe;
  untracked.tracking = {};
  // The runs that it builds on may not be there yet, and change little of the time.
  untracked.transfer = {};
  untracked.condition = {};
  Watch watch(seconds);
  try {
    train_run(untracked, folder / "run", Start::fresh, watch.hooks(stop_requested));
  } catch (const SeenEnough&) {
  }
  return {.seconds_per_epoch =
              watch.seconds_per_epoch(recipe.training.epochs, validation_share(recipe)),
          .seconds_before = watch.seconds_before()};
}

nlohmann::ordered_json to_json(const EpochCost& cost) {
  return {{"seconds_per_epoch", cost.seconds_per_epoch}, {"seconds_before", cost.seconds_before}};
}

EpochCost epoch_cost_from_json(const nlohmann::ordered_json& json, const std::string& where) {
  try {
    return {.seconds_per_epoch = json.at("seconds_per_epoch").get<double>(),
            .seconds_before = json.at("seconds_before").get<double>()};
  } catch (const nlohmann::json::exception& error) {
    core::throw_bad_json(where, error.what());
  }
}

}  // namespace pinna::study
