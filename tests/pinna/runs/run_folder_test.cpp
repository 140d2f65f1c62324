#include "pinna/runs/run_folder.h"

#include <functional>

#include "tests/support/example_run.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::runs {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class RunFolderTest : public testing::Test {
 protected:
  RunFolder create() const {
    return RunFolder::create(path_, test::example_recipe(), test::example_environment());
  }
  const test::TemporaryFolder folder_;
  const fs::path path_ = folder_ / "run";
};

std::string complaint(const std::function<void()>& call) {
  try {
    call();
  } catch (const core::Error& error) {
    return error.what();
  }
  return "none";
}

TEST_F(RunFolderTest, EveryRecordReadsBackExactly) {
  test::write_example_run(path_, 2, 7);
  const RunFolder run = RunFolder::open(path_);
  EXPECT_EQ(core::to_toml(run.recipe()), core::to_toml(test::example_recipe()));
  EXPECT_EQ(run.environment(), test::example_environment());
  EXPECT_EQ(run.predictions(), test::example_predictions(2));
  EXPECT_EQ(run.scores(), test::example_scores(2, 7));
  EXPECT_EQ(run.metrics().size(), 3U);
  EXPECT_EQ(run.status(), RunStatus::done);
}

TEST_F(RunFolderTest, FreshRunIsUnfinishedAndEmpty) {
  const RunFolder run = create();
  EXPECT_TRUE(RunFolder::exists(path_));
  EXPECT_EQ(run.status(), RunStatus::unfinished);
  EXPECT_TRUE(run.metrics().empty());
  EXPECT_FALSE(run.has_scores());
  EXPECT_THAT(complaint([&] { run.scores(); }), HasSubstr("pinna evaluate"));
  EXPECT_THAT(complaint([&] { run.predictions(); }), HasSubstr("pinna evaluate"));
  EXPECT_TRUE(fs::is_directory(run.last_checkpoint_path().parent_path()));
}

TEST_F(RunFolderTest, FolderThatHoldsSomethingIsRefused) {
  { create(); }
  EXPECT_THAT(complaint([&] { create(); }), HasSubstr("--resume"));
  core::make_folder(folder_ / "music");
  core::write_file_atomically(folder_ / "music" / "song.txt", "x");
  EXPECT_THAT(complaint([&] { RunFolder::create(folder_ / "music", {}, {}); }),
              HasSubstr("song.txt"));
}

TEST_F(RunFolderTest, RemnantsOfAKilledCreationAreReused) {
  core::make_folder(path_ / "checkpoints");
  core::write_file_atomically(path_ / "environment.json", "{}");
  core::write_file_atomically(path_ / ".recipe.toml.123-0.tmp", "half");
  EXPECT_FALSE(RunFolder::exists(path_));
  EXPECT_EQ(create().environment(), test::example_environment());
}

TEST_F(RunFolderTest, TwoWritersExcludeEachOtherAndReadersAreFree) {
  const RunFolder writer = create();
  EXPECT_THROW(RunFolder::resume(path_, test::example_recipe()), core::IoError);
  EXPECT_NO_THROW(RunFolder::open(path_));
}

TEST_F(RunFolderTest, ResumeNeedsARunOfTheSameRecipe) {
  EXPECT_THROW(RunFolder::resume(path_, test::example_recipe()), core::MissingInput);
  EXPECT_THROW(RunFolder::open(path_), core::MissingInput);
  { create(); }
  core::ConfigTable other = test::example_recipe();
  core::apply_override(other, "training.epochs=4");
  EXPECT_THAT(complaint([&] { RunFolder::resume(path_, other); }),
              testing::AllOf(HasSubstr("training.epochs"), HasSubstr("got 4, expected 3")));
  EXPECT_NO_THROW(RunFolder::resume(path_, test::example_recipe()));
}

TEST_F(RunFolderTest, FailureKeepsItsLineUntilTheRunGoesOn) {
  {
    const RunFolder run = create();
    run.write_failed_batch(std::vector<std::string>{"a.wav", "b.wav"});
    run.mark_failed("loss: got nan");
    EXPECT_EQ(run.status(), RunStatus::failed);
    EXPECT_EQ(run.failure(), "loss: got nan");
    EXPECT_EQ(core::read_file(run.failed_batch_path()), "a.wav\nb.wav\n");
  }
  const RunFolder run = RunFolder::resume(path_, test::example_recipe());
  EXPECT_EQ(run.status(), RunStatus::unfinished);
  EXPECT_EQ(run.failure(), "");
  run.mark_failed("again");
  run.mark_done();
  EXPECT_EQ(run.status(), RunStatus::done);
}

TEST_F(RunFolderTest, DamagedRecordsNameTheirFile) {
  test::write_example_run(path_, 1, 7);
  const RunFolder run = RunFolder::open(path_);
  core::write_file_atomically(path_ / "scores.json", "{\"schema\":");
  EXPECT_THAT(complaint([&] { run.scores(); }), HasSubstr("scores.json"));
  core::write_file_atomically(path_ / "environment.json",
                              R"({"schema":"pinna.environment/1","versions":{},"threads":"two"})");
  EXPECT_THROW(run.environment(), core::BadData);
  core::write_file_atomically(path_ / "environment.json", R"({"schema":"pinna.environment/1"})");
  EXPECT_THROW(run.environment(), core::BadData);
}

TEST_F(RunFolderTest, EvidenceOfAnyClipIsAFileOfItsOwn) {
  const RunFolder run = create();
  EXPECT_EQ(run.evidence_path("1-7-A-0.wav"), run.figures_path() / "grad-cam/1-7-A-0.wav.png");
  EXPECT_EQ(run.evidence_path("dog/a").filename(), "dog%2Fa.png");
  EXPECT_NE(run.evidence_path("dog/a"), run.evidence_path("dog%2Fa"));
}

}  // namespace
}  // namespace pinna::runs
