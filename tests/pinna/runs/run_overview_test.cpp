#include "pinna/runs/run_overview.h"

#include <filesystem>

#include "tests/support/example_run.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/runs/recorded_options.h"

namespace pinna::runs {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

TEST(RunOverview, OfAnEvaluatedRun) {
  const TemporaryFolder folder;
  test::write_example_run(folder / "run", 1, 7);
  const RunOverview overview = overview_of(RunFolder::open(folder / "run"));
  EXPECT_EQ(overview.name, "tiny");
  EXPECT_EQ(overview.state(), "done");
  EXPECT_EQ(overview.epochs, 3);
  EXPECT_EQ(overview.epochs_wanted, 3);
  EXPECT_EQ(overview.seconds, 1.5);
  EXPECT_EQ(overview.train_score, 0.75);
  EXPECT_EQ(overview.validation_score, std::nullopt);
  EXPECT_DOUBLE_EQ(find_measure(overview.measures, "accuracy").value(), 5.0 / 6);
  EXPECT_THAT(overview.losses, testing::ElementsAre(1, 0.5, 1.0 / 3));
  EXPECT_THAT(overview.scores, testing::ElementsAre(0.25, 0.5, 0.75));
  EXPECT_EQ(overview.seconds_left(), 0);
}

TEST(RunOverview, ARunThatIsLockedIsRunning) {
  const TemporaryFolder folder;
  {
    const auto run = RunFolder::create(folder / "run", test::example_recipe(), {});
    EXPECT_EQ(overview_of(RunFolder::open(folder / "run")).state(), "running");
    EXPECT_EQ(overview_of(RunFolder::open(folder / "run")).seconds_left(), std::nullopt);
  }
  EXPECT_EQ(overview_of(RunFolder::open(folder / "run")).state(), "unfinished");
}

TEST(RunOverview, TimeLeftGoesByTheLastFiveEpochs) {
  RunOverview overview{.epochs = 6, .epochs_wanted = 8, .epoch_seconds = {100, 1, 2, 3, 4, 5}};
  EXPECT_EQ(overview.seconds_left(), 6);
}

TEST(FindRuns, AtAnyDepthButNotInHiddenFoldersOrBehindLinks) {
  const TemporaryFolder folder;
  test::write_example_run(folder / "b", 1, 1);
  test::write_example_run(folder / "a/deep/down", 1, 1);
  test::write_example_run(folder / ".hidden/run", 1, 1);
  test::write_example_run(folder / "b/inside", 1, 1);
  fs::create_directory_symlink(folder.path() / "b", folder / "link");
  EXPECT_THAT(find_runs(folder.path()), testing::ElementsAre(folder / "a/deep/down", folder / "b"));
  EXPECT_THAT(find_runs(folder / "b"), testing::ElementsAre(folder / "b"));
  EXPECT_THROW(find_runs(folder / "absent"), core::MissingInput);
}

TEST(RunFolder, MayBeResumedWithOtherTrackersWhichItThenRecords) {
  const TemporaryFolder folder;
  core::ConfigTable recipe = test::example_recipe();
  RunFolder::create(folder / "run", recipe, {});
  const auto with_tensorboard = core::parse_toml("tensorboard = true", "test");
  recipe.set(tracking_key, core::ConfigValue{with_tensorboard});
  EXPECT_NO_THROW(RunFolder::resume(folder / "run", recipe));
  EXPECT_EQ(core::to_toml(RunFolder::open(folder / "run").recipe()), core::to_toml(recipe));
  recipe.set("name", core::ConfigValue{std::string("other")});
  EXPECT_THROW(RunFolder::resume(folder / "run", recipe), core::InvalidOptions);
}

TEST(RunFolder, ResumingRemovesWhatKilledWritesLeftAtAnyDepth) {
  const TemporaryFolder folder;
  RunFolder::create(folder / "run", test::example_recipe(), {});
  fs::create_directories(folder / "run/wandb/files");
  core::write_file_atomically(folder / "run/wandb/files/.config.yaml.1-1.tmp", "half");
  RunFolder::resume(folder / "run", test::example_recipe());
  EXPECT_FALSE(fs::exists(folder / "run/wandb/files/.config.yaml.1-1.tmp"));
}

}  // namespace
}  // namespace pinna::runs
