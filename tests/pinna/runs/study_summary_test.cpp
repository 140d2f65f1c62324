#include "pinna/runs/study_summary.h"

#include <array>

#include "tests/support/example_run.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::runs {
namespace {

TEST(StudySummary, FoldsAreAveragedAndTheirClipsPooled) {
  const test::TemporaryFolder folder;
  const auto study = StudyFolder::create(folder / "study", {});
  EXPECT_TRUE(summarize(study).empty());
  for (const int64_t fold : {1, 2})
    test::write_example_run(study.run_path({"a", fold, 1}), fold, 1);
  const auto summaries = summarize(study);
  ASSERT_EQ(summaries.size(), 1U);
  const ArmSummary& arm = summaries[0];
  EXPECT_EQ(arm.accuracy, metrics::estimate_mean(std::array{5.0 / 6, 4.0 / 6}));
  EXPECT_DOUBLE_EQ(arm.pooled.accuracy, 9.0 / 12);
  EXPECT_EQ(arm.pooled.accuracy_interval, metrics::wilson_interval(9, 12));
  EXPECT_EQ(arm.pooled.per_class[0].support, 4);
}

TEST(StudySummary, MoreSeedsNarrowNeitherInterval) {
  const test::TemporaryFolder folder;
  const auto study = StudyFolder::create(folder / "study", {});
  for (const int64_t fold : {1, 2})
    for (const uint64_t seed : {1, 2, 3})
      test::write_example_run(study.run_path({"a", fold, seed}), fold, seed);
  const ArmSummary arm = summarize(study).at(0);
  EXPECT_EQ(arm.num_runs, 6);
  EXPECT_EQ(arm.num_seeds, 3);
  EXPECT_EQ(arm.accuracy.count, 2);
  EXPECT_EQ(arm.pooled.num_clips, 12);
  EXPECT_NEAR(arm.pooled.accuracy_interval.low, metrics::wilson_interval(9, 12).low, 1e-12);
}

TEST(StudySummary, SeedsAreAveragedApart) {
  const test::TemporaryFolder folder;
  const auto study = StudyFolder::create(folder / "study", {});
  test::write_example_run(study.run_path({"a", 1, 1}), 1, 1);
  EXPECT_FALSE(summarize(study).at(0).ensemble);  // one seed
  test::write_example_run(study.run_path({"a", 1, 2}), 1, 2);
  ASSERT_TRUE(summarize(study).at(0).ensemble);
  EXPECT_EQ(summarize(study).at(0).ensemble->num_clips, 6);
  EXPECT_DOUBLE_EQ(summarize(study).at(0).ensemble->accuracy, 5.0 / 6);
  test::write_example_run(study.run_path({"a", 2, 1}), 2, 1);
  EXPECT_FALSE(summarize(study).at(0).ensemble);  // fold 2 lacks a seed
}

}  // namespace
}  // namespace pinna::runs
