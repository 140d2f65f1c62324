#include "pinna/study/weaknesses.h"

#include <variant>

#include <fmt/format.h>

#include "pinna/metrics/intervals.h"
#include "pinna/study/run_loaders.h"

namespace pinna::study {
namespace {

constexpr double typical_accuracy = 0.7;
constexpr double widest_interval = 0.1;  ///< at that accuracy; 400 clips have 0.09

void judge_test_size(const data::ClipTable& table, const data::Split& split,
                     std::vector<std::string>& weaknesses) {
  // Cross-validation pools the folds, so that every clip of the table is tested once.
  const auto tested = static_cast<int64_t>(split.test.size());
  const int64_t pooled = split.num_splits > 1 ? table.num_clips() : tested;
  const metrics::Interval interval =
      metrics::wilson_interval(typical_accuracy * static_cast<double>(pooled), pooled);
  if (interval.high - interval.low <= widest_interval) return;
  weaknesses.push_back(
      fmt::format("{} clips are tested: of an accuracy of 70 % they leave open whether it is "
                  "{:.0f} or {:.0f} %, so "
                  "that most differences between features or networks cannot be seen",
                  pooled, 100 * interval.low, 100 * interval.high));
}

void judge_schedule(const training::TrainingOptions& training,
                    std::vector<std::string>& weaknesses) {
  const auto* steps = std::get_if<training::MultiStepOptions>(&training.schedule);
  if (!steps) return;
  for (const int64_t milestone : steps->milestones)
    if (milestone >= training.epochs)
      weaknesses.push_back(
          fmt::format("the learning rate was to drop after epoch {}, which is never reached: "
                      "training ends after {}",
                      milestone, training.epochs));
}

}  // namespace

std::vector<std::string> weaknesses_of(const Recipe& recipe, const data::ClipTable& table,
                                       const data::Split& split) {
  std::vector<std::string> weaknesses = table.warnings;
  weaknesses.insert(weaknesses.end(), split.warnings.begin(), split.warnings.end());
  judge_test_size(table, split, weaknesses);
  judge_schedule(recipe.training, weaknesses);
  if (!recipe.standardize)
    weaknesses.push_back(
        "features enter the network as computed, not standardised: their scale decides how fast it "
        "learns");
  return weaknesses;
}

std::vector<std::string> weaknesses_of(const Recipe& recipe) {
  const RunData data = read_run_data(recipe);
  return weaknesses_of(recipe, data.table, data.split);
}

}  // namespace pinna::study
