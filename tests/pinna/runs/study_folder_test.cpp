#include "pinna/runs/study_folder.h"

#include <atomic>
#include <thread>

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

TEST_F(StudyFolderTest, IsCreatedOnce) {
  create();
  EXPECT_THROW(create(), core::InvalidOptions);
  EXPECT_THROW(StudyFolder::open(folder_ / "nothing"), core::MissingInput);
}

TEST_F(StudyFolderTest, AShardHasOneProcessAtATime) {
  const auto keep = [](const core::ConfigTable& stored) { return stored; };
  {
    const StudyFolder study = create();
    EXPECT_THROW(StudyFolder::enter(path_, {}, {1, 1}, keep), core::IoError);
    EXPECT_NO_THROW(StudyFolder::enter(path_, {}, {1, 2}, keep));
  }
  EXPECT_NO_THROW(StudyFolder::enter(path_, {}, {1, 1}, keep));
  EXPECT_THROW(StudyFolder::enter(path_, {}, {3, 2}, keep), core::InvalidOptions);
}

TEST_F(StudyFolderTest, WhoComesLaterDecidesWhatTheStudyBecomes) {
  create();
  const core::ConfigTable larger = core::parse_toml("name = 'larger'\n", "test");
  const StudyFolder study = StudyFolder::enter(path_, {}, {}, [&](const core::ConfigTable& stored) {
    EXPECT_EQ(core::to_toml(stored), core::to_toml(test::example_recipe()));
    return larger;
  });
  EXPECT_EQ(core::to_toml(study.study()), core::to_toml(larger));
}

TEST_F(StudyFolderTest, WhoRefusesLeavesTheStudyAsItWas) {
  create();
  EXPECT_THROW(StudyFolder::enter(path_, {}, {},
                                  [](const core::ConfigTable&) -> core::ConfigTable {
                                    throw core::InvalidOptions({.what = "another study"});
                                  }),
               core::InvalidOptions);
  EXPECT_EQ(core::to_toml(StudyFolder::open(path_).study()), core::to_toml(test::example_recipe()));
}

TEST_F(StudyFolderTest, OfManyThatStartTogetherOneCreates) {
  constexpr int64_t num_shards = 8;
  std::atomic<int> joined = 0;
  {
    std::vector<std::jthread> shards;
    for (int64_t number = 1; number <= num_shards; ++number)
      shards.emplace_back([&, number] {
        StudyFolder::enter(path_, test::example_recipe(), {number, num_shards},
                           [&](const core::ConfigTable& stored) {
                             ++joined;
                             return stored;
                           })
            .write_results();
      });
  }
  EXPECT_EQ(joined, num_shards - 1);
  EXPECT_TRUE(std::filesystem::exists(path_ / "results.csv"));
}

}  // namespace
}  // namespace pinna::runs
