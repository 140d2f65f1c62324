#include "pinna/study/run_study.h"

#include <mutex>
#include <thread>

#include "tests/pinna/study/small_study.h"
#include "tests/support/example_run.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/runs/study_folder.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;
using runs::RunKey;
using testing::ElementsAre;
using testing::HasSubstr;

/// Studies whose trainings are over at once.
class RunStudy : public testing::Test {
 protected:
  RunStudy() {
    hooks_.worker_command = [this](const RunKey& key, const fs::path& run) {
      const std::scoped_lock lock(mutex_);
      started_.push_back(key);
      test::write_example_run(run, key.fold, key.seed);
      return std::vector<std::string>{"/bin/true"};
    };
  }
  StudyRecipe study(const std::vector<std::string>& keys) const {
    return test::study_of(recipe_, keys);
  }
  void run(const std::vector<std::string>& keys, const core::Shard& shard = {}) {
    run_study(study(keys), path_, shard, hooks_);
  }
  std::string error_of(const std::vector<std::string>& keys) {
    try {
      run(keys);
    } catch (const core::InvalidOptions& error) {
      return error.what();
    }
    return "no error";
  }

  const test::TemporaryFolder folder_;
  const Recipe recipe_ = test::small_recipe(folder_ / "data");
  const fs::path path_ = folder_ / "study";
  StudyHooks hooks_;
  std::mutex mutex_;
  std::vector<RunKey> started_;
};

TEST_F(RunStudy, RunsAllArmsOfAFoldBeforeTheNext) {
  run({"arms.a={}", "arms.b.feature.n_mels=16", "folds=[2,1]", "seeds=[1,2]"});
  EXPECT_THAT(started_, ElementsAre(RunKey{"a", 2, 1}, RunKey{"b", 2, 1}, RunKey{"a", 1, 1},
                                    RunKey{"b", 1, 1}, RunKey{"a", 2, 2}, RunKey{"b", 2, 2},
                                    RunKey{"a", 1, 2}, RunKey{"b", 1, 2}));
}

TEST_F(RunStudy, AnInterruptedStudyGoesOnWithWhatIsMissing) {
  hooks_.stop_requested = [this] { return started_.size() >= 3; };
  const std::vector<std::string> keys{"arms.a={}", "arms.b.feature.n_mels=16", "folds=[1,2]"};
  EXPECT_THROW(run(keys), core::Interrupted);
  EXPECT_EQ(started_.size(), 3U);
  EXPECT_THAT(core::read_file(path_ / "results.csv"), HasSubstr("\na,2,1,"));
  hooks_.stop_requested = {};
  started_.clear();
  run(keys);
  EXPECT_THAT(started_, ElementsAre(RunKey{"b", 2, 1}));
}

TEST_F(RunStudy, ShardsThatStartTogetherMakeEachRunOnce) {
  const std::vector<std::string> keys{"arms.a={}", "arms.b.feature.n_mels=16", "folds=[1,2]",
                                      "seeds=[1,2]"};
  {
    std::vector<std::jthread> shards;
    for (int64_t number = 1; number <= 3; ++number)
      shards.emplace_back([&, number] { run(keys, {number, 3}); });
  }
  EXPECT_THAT(started_, testing::UnorderedElementsAreArray(plan_of(study(keys)).runs()));
  const auto opened = runs::StudyFolder::open(path_);
  EXPECT_EQ(opened.plan(), plan_of(study(keys)));
  std::string rows = core::read_file(path_ / "results.csv");
  EXPECT_EQ(std::count(rows.begin(), rows.end(), '\n'), 1 + 8);
}

TEST_F(RunStudy, AStudyGrowsByArmsFoldsAndSeeds) {
  run({"arms.a={}", "folds=[1]"});
  started_.clear();
  run({"arms.b.feature.n_mels=16", "arms.a={}", "folds=[1,2]", "baseline='b'"});
  EXPECT_THAT(started_, ElementsAre(RunKey{"b", 1, 1}, RunKey{"b", 2, 1}, RunKey{"a", 2, 1}));
  EXPECT_THAT(runs::StudyFolder::open(path_).plan().arms, ElementsAre("b", "a"));
}

TEST_F(RunStudy, TheOneArmOfARecipeCanGetCompany) {
  run({"folds=[1]"});
  started_.clear();
  run({"folds=[1]", "arms.small={}", "arms.b.feature.n_mels=16"});
  EXPECT_THAT(started_, ElementsAre(RunKey{"b", 1, 1}));
}

TEST_F(RunStudy, AStudyThatLacksOrChangesWhatIsThereIsRefused) {
  const std::vector<std::string> keys{"arms.a={}", "arms.b.feature.n_mels=16", "folds=[1,2]"};
  run(keys);
  const std::string before = core::read_file(path_ / "study.toml");
  EXPECT_THAT(error_of({"arms.a={}", "arms.b.feature.n_mels=17", "folds=[1,2]"}),
              testing::AllOf(HasSubstr("feature.n_mels"), HasSubstr("got 17"), HasSubstr("arm b")));
  EXPECT_THAT(error_of({"arms.a={}", "folds=[1,2]"}), HasSubstr("no b"));
  EXPECT_THAT(error_of({keys[0], keys[1], "folds=[1]"}), HasSubstr("study.folds"));
  EXPECT_THAT(error_of({keys[0], keys[1], keys[2], "seeds=[2]"}), HasSubstr("study.seeds"));
  EXPECT_EQ(core::read_file(path_ / "study.toml"), before);
}

TEST_F(RunStudy, AMistakeInAnyArmLeavesNothing) {
  EXPECT_THAT(error_of({"folds=[1,9]", "arms.a={}"}), HasSubstr("fold"));
  EXPECT_THAT(error_of({"folds=[1]", "arms.a={}", "arms.b.feature.f_max=9000.0"}),
              HasSubstr("f_max"));
  EXPECT_THROW(run({"folds=[1]", "arms.a={}", "arms.b.split.validation_fraction=0.01"}),
               core::BadData);
  EXPECT_FALSE(fs::exists(path_));
  EXPECT_TRUE(started_.empty());
}

TEST_F(RunStudy, ArmsMustBeTestedOnTheSameClips) {
  const std::string table = (folder_ / "data" / "fewer.csv").string();
  std::string rows = core::read_file(folder_ / "data" / "clips.csv");
  rows.erase(rows.rfind('\n', rows.size() - 2) + 1);
  core::write_file_atomically(table, rows);
  EXPECT_THAT(error_of({"folds=[1,2]", "arms.a={}", "arms.b.data.table='" + table + "'"}),
              testing::AllOf(HasSubstr("arm b"), HasSubstr("other clips than arm a")));
}

}  // namespace
}  // namespace pinna::study
