#include "pinna/runs/study_plan.h"

#include <algorithm>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::runs {
namespace {

StudyPlan plan_with(int64_t num_arms, int64_t num_folds, int64_t num_seeds) {
  StudyPlan plan;
  for (int64_t i = 0; i < num_arms; ++i) plan.arms.push_back("arm" + std::to_string(i));
  for (int64_t i = 1; i <= num_folds; ++i) plan.folds.push_back(i);
  for (int64_t i = 1; i <= num_seeds; ++i) plan.seeds.push_back(static_cast<uint64_t>(i));
  return plan;
}

TEST(StudyPlan, AllArmsOfAFoldComeBeforeTheNextFoldAndSeedsLast) {
  const StudyPlan plan{.arms = {"b", "a"}, .folds = {2, 1}, .seeds = {7, 3}};
  EXPECT_THAT(plan.runs(),
              testing::ElementsAre(RunKey{"b", 2, 7}, RunKey{"a", 2, 7}, RunKey{"b", 1, 7},
                                   RunKey{"a", 1, 7}, RunKey{"b", 2, 3}, RunKey{"a", 2, 3},
                                   RunKey{"b", 1, 3}, RunKey{"a", 1, 3}));
  EXPECT_EQ(plan.share({}), plan.runs());
}

/// Arms, folds, seeds, shards.
class Shares : public testing::TestWithParam<std::tuple<int, int, int, int>> {};

TEST_P(Shares, AreDisjointCompleteEqualAndInOrder) {
  const auto [num_arms, num_folds, num_seeds, num_shards] = GetParam();
  const StudyPlan plan = plan_with(num_arms, num_folds, num_seeds);
  const std::vector<RunKey> all = plan.runs();
  const auto place = [&](const RunKey& key) { return std::find(all.begin(), all.end(), key); };
  std::set<RunKey> seen;
  size_t total = 0;
  size_t smallest = all.size();
  size_t largest = 0;
  for (int64_t number = 1; number <= num_shards; ++number) {
    const std::vector<RunKey> share = plan.share({number, num_shards});
    EXPECT_TRUE(std::is_sorted(share.begin(), share.end(), [&](const RunKey& a, const RunKey& b) {
      return place(a) < place(b);
    }));
    seen.insert(share.begin(), share.end());
    total += share.size();
    smallest = std::min(smallest, share.size());
    largest = std::max(largest, share.size());
  }
  EXPECT_EQ(total, all.size());
  EXPECT_EQ(seen.size(), all.size());
  EXPECT_LE(largest - smallest, 1U);
}

INSTANTIATE_TEST_SUITE_P(StudyPlan, Shares,
                         testing::Combine(testing::Values(1, 2, 3, 6), testing::Values(1, 2, 5),
                                          testing::Values(1, 3), testing::Values(1, 2, 3, 4, 7)));

TEST(StudyPlan, NoShardGetsAllRunsOfAnArm) {
  const StudyPlan plan = plan_with(2, 4, 1);
  for (int64_t number = 1; number <= 2; ++number) {
    std::map<std::string, int> runs;
    for (const RunKey& key : plan.share({number, 2})) ++runs[key.arm];
    EXPECT_EQ(runs["arm0"], 2);
    EXPECT_EQ(runs["arm1"], 2);
  }
}

TEST(StudyPlan, ShardsThatDoNotExistAreRefused) {
  const StudyPlan plan = plan_with(1, 2, 1);
  EXPECT_THROW(plan.share({0, 2}), core::InvalidOptions);
  EXPECT_THROW(plan.share({3, 2}), core::InvalidOptions);
}

TEST(StudyPlan, IsReadFromStudyToml) {
  EXPECT_EQ(plan_of(core::parse_toml("name = 'n'\n[study]\nfolds = [2, 1]\nseeds = [4]\n"
                                     "[study.arms.b]\n[study.arms.a]\nfeature.n_mels = 3\n",
                                     "study.toml")),
            (StudyPlan{.arms = {"b", "a"}, .folds = {2, 1}, .seeds = {4}}));
  EXPECT_EQ(plan_of(core::parse_toml("name = 'n'\n[study]\nfolds = [1]\nseeds = [1]\n", "s")).arms,
            std::vector<std::string>{"n"});
  EXPECT_TRUE(plan_of({}).runs().empty());
}

TEST(StudyPlan, NamesOfArmsAreNamesOfFolders) {
  for (const char* name : {"log_mel", "a+b", "x-1.5"}) EXPECT_TRUE(is_arm_name(name)) << name;
  for (const char* name : {"", "..", "a/b", ".hidden", "a b", "ä"})
    EXPECT_FALSE(is_arm_name(name)) << name;
}

}  // namespace
}  // namespace pinna::runs
