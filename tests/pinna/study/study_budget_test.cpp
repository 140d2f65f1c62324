#include "pinna/study/study_budget.h"

#include <cstdlib>

#include "tests/pinna/study/small_study.h"
#include "tests/support/example_run.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/parallel.h"
#include "pinna/study/measure_epoch.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(SecondsWithWorkers, IsTheSumForOneAndTheLongestForMany) {
  const std::vector<double> pieces{3, 1, 2};
  EXPECT_EQ(seconds_with_workers(pieces, 1), 6);
  EXPECT_EQ(seconds_with_workers(pieces, 2), 3);
  EXPECT_EQ(seconds_with_workers({1, 2, 3}, 2), 4) << "in the order given";
  EXPECT_EQ(seconds_with_workers(pieces, 9), 3);
  EXPECT_EQ(seconds_with_workers({}, 2), 0);
}

TEST(StudyBudget, MoreJobsThanProcessorsTakeTurns) {
  EXPECT_EQ(slowdown_of(1, 2), 1);
  EXPECT_EQ(slowdown_of(2, 2), 1);
  EXPECT_EQ(slowdown_of(5, 2), 2.5);
}

/// Budgets whose measurements a shell makes up, with a place of its own for temporary files.
class Budget : public testing::Test {
 protected:
  Budget() {
    core::make_folder(temporary_);
    if (const char* old = std::getenv("TMPDIR")) old_place_ = old;
    setenv("TMPDIR", temporary_.c_str(), 1);
    measure_with("printf '{\\n\"seconds_per_epoch\": 2.0,\\n\"seconds_before\": 1.0\\n}\\n'");
  }
  ~Budget() override {
    if (old_place_.empty()) {
      unsetenv("TMPDIR");
    } else {
      setenv("TMPDIR", old_place_.c_str(), 1);
    }
  }
  void measure_with(const std::string& script) {
    hooks_.measure_command = [this, script](const std::string& arm, const fs::path& recipe) {
      measured_.push_back(arm);
      EXPECT_EQ(read_recipe(recipe).arm(arm).training.epochs, 3);
      return std::vector<std::string>{"/bin/sh", "-c", script};
    };
  }
  StudyBudget budget(const std::vector<std::string>& keys, const core::Shard& shard = {}) {
    return study_budget(test::study_of(recipe_, keys), path_, shard, hooks_);
  }

  const test::TemporaryFolder folder_;
  const fs::path temporary_ = folder_ / "temporary";
  const Recipe recipe_ = test::small_recipe(folder_ / "data");
  const fs::path path_ = folder_ / "study";
  std::string old_place_;
  StudyHooks hooks_;
  std::vector<std::string> measured_;
};

TEST_F(Budget, MeasuresEachKindOfArmOnceAndLeavesNothing) {
  const StudyBudget two_jobs = budget({"arms.a={}", "arms.b={}", "arms.c.feature.n_mels=16",
                                       "folds=[1,2]", "seeds=[1,2]", "jobs=2"});
  EXPECT_THAT(measured_, ElementsAre("a", "c"));
  ASSERT_EQ(two_jobs.arms.size(), 3U);
  for (const ArmBudget& arm : two_jobs.arms) {
    EXPECT_EQ(arm.source, CostSource::measured);
    EXPECT_EQ(arm.seconds_per_epoch, 2 * slowdown_of(2, core::num_processors()));
  }
  EXPECT_EQ(two_jobs.runs.size(), 12U);
  EXPECT_EQ(two_jobs.runs_left, 12);
  EXPECT_EQ(two_jobs.epochs_left, 36);
  EXPECT_EQ(two_jobs.seconds, slowdown_of(2, core::num_processors()) * 6 * (1 + 3 * 2.0))
      << "six runs of seven seconds one after another";
  EXPECT_FALSE(fs::exists(path_));
  EXPECT_TRUE(fs::is_empty(temporary_));
}

TEST_F(Budget, TakesTheEpochsThatAreThereForAMeasurement) {
  const std::vector<std::string> keys{"arms.a={}", "arms.b.feature.n_mels=16", "folds=[1,2]"};
  const auto study = runs::StudyFolder::create(path_, to_config(test::study_of(recipe_, keys)));
  test::write_example_run(study.run_path({"a", 1, 1}), 1, 1);  // three epochs of half a second
  const StudyBudget left = budget(keys);
  EXPECT_THAT(measured_, ElementsAre("b"));
  EXPECT_EQ(left.arms[0].source, CostSource::finished_epochs);
  EXPECT_TRUE(left.runs[0].is_complete);
  EXPECT_EQ(left.runs_left, 3);
  EXPECT_EQ(left.epochs_left, 9);
  EXPECT_EQ(left.seconds, 3 * 0.5 + 2 * (1 + 3 * 2.0));
}

TEST_F(Budget, CountsTheRunsOfOneShard) {
  const StudyBudget share = budget({"arms.a={}", "arms.b.feature.n_mels=16", "folds=[1]"}, {2, 2});
  EXPECT_EQ(share.runs.size(), 1U);
  EXPECT_EQ(share.runs_of_study, 2);
  EXPECT_THAT(measured_, ElementsAre("b")) << "the other arm is not its business";
  EXPECT_EQ(share.seconds, 7);
}

TEST_F(Budget, IsUnknownWithoutAMeasurement) {
  hooks_.measure_command = {};
  const StudyBudget unknown = budget({"folds=[1,2]"});
  EXPECT_EQ(unknown.seconds, std::nullopt);
  EXPECT_EQ(unknown.epochs_left, 6);
}

TEST_F(Budget, AMeasurementThatFailsIsTheErrorOfTheTraining) {
  measure_with("echo pinna: too short for the network >&2; exit 2");
  try {
    budget({"arms.a={}", "folds=[1]"});
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.kind(), core::ErrorKind::usage);
    EXPECT_THAT(error.what(), testing::AllOf(HasSubstr("of a"), HasSubstr("too short")));
  }
  measure_with("echo no numbers");
  EXPECT_THROW(budget({"folds=[1]"}), core::BadData);
  EXPECT_TRUE(fs::is_empty(temporary_));
}

TEST_F(Budget, AMeasurementStopsOnRequest) {
  measure_with("sleep 100");
  hooks_.stop_requested = [] { return true; };
  EXPECT_THROW(budget({"folds=[1]"}), core::Interrupted);
  EXPECT_TRUE(fs::is_empty(temporary_));
}

TEST_F(Budget, AnEpochIsMeasuredByTrainingInAFolderThatGoesAway) {
  Recipe recipe = recipe_;
  recipe.training.epochs = 1000;
  const EpochCost few_steps = measure_epoch(recipe, 0);
  const EpochCost some_epochs = measure_epoch(recipe, 0.3);
  EXPECT_GT(few_steps.seconds_per_epoch, 0);
  EXPECT_GT(few_steps.seconds_before, 0);
  EXPECT_GT(some_epochs.seconds_per_epoch, 0);
  EXPECT_TRUE(fs::is_empty(temporary_));
  EXPECT_THROW(measure_epoch(recipe, 9, [] { return true; }), core::Interrupted);
  EXPECT_EQ(epoch_cost_from_json(to_json(few_steps), "test").seconds_per_epoch,
            few_steps.seconds_per_epoch);
}

}  // namespace
}  // namespace pinna::study
