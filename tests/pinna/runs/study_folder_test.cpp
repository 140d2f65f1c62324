#include "pinna/runs/study_folder.h"

#include "tests/support/example_run.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::runs {
namespace {

class StudyFolderTest : public testing::Test {
 protected:
  StudyFolder create() const { return StudyFolder::create(path_, test::example_recipe()); }
  const test::TemporaryFolder folder_;
  const std::filesystem::path path_ = folder_ / "study";
};

TEST_F(StudyFolderTest, RunsAreFoundInOrderAndStrangersPassedOver) {
  const StudyFolder study = create();
  EXPECT_TRUE(study.runs().empty());
  for (const int64_t fold : {10, 2})
    test::write_example_run(study.run_path({.arm = "log_mel", .fold = fold, .seed = 1}), fold, 1);
  core::make_folder(path_ / "runs" / "log_mel" / "notes");
  core::make_folder(path_ / "runs" / "log_mel" / "fold3-seed1");
  core::write_file_atomically(path_ / "runs" / "log_mel" / "fold2-seed1.log", "x");
  EXPECT_THAT(study.runs(),
              testing::ElementsAre(RunKey{"log_mel", 2, 1}, RunKey{"log_mel", 10, 1}));
}

TEST_F(StudyFolderTest, ResultsHaveOneRowForEachRun) {
  const StudyFolder study = create();
  test::write_example_run(study.run_path({"a", 1, 7}), 1, 7);
  {
    const auto failed = RunFolder::create(study.run_path({"a", 2, 7}), test::example_recipe(), {});
    failed.mark_failed("no space");
  }
  study.write_results();
  EXPECT_EQ(core::read_file(study.results_path()),
            "arm,fold,seed,accuracy,macro_f1,epochs,seconds,status\n"
            "a,1,7,0.8333333333333334,0.8222222222222223,3,1.5,done\n"
            "a,2,7,,,0,0.0,failed\n");
}

TEST_F(StudyFolderTest, ArmsThatAreNoFolderNamesAreRefused) {
  const StudyFolder study = create();
  for (const char* arm : {"", "..", "a/b", ".hidden", "a b"})
    EXPECT_THROW(study.run_path({.arm = arm}), core::InvalidOptions) << arm;
}

TEST_F(StudyFolderTest, CreationAndResumptionExcludeEachOther) {
  EXPECT_THROW(StudyFolder::resume(path_, test::example_recipe()), core::MissingInput);
  {
    const StudyFolder study = create();
    EXPECT_THROW(StudyFolder::resume(path_, test::example_recipe()), core::IoError);
  }
  EXPECT_THROW(create(), core::InvalidOptions);
  EXPECT_NO_THROW(StudyFolder::resume(path_, test::example_recipe()));
  EXPECT_THROW(StudyFolder::resume(path_, {}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::runs
