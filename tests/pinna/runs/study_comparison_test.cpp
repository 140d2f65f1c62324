#include "pinna/runs/study_comparison.h"

#include "tests/support/example_study.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::runs {
namespace {

using test::answers;
using test::wrong_every;
using testing::ElementsAre;
using testing::HasSubstr;

class StudyComparisonTest : public testing::Test {
 protected:
  StudyFolder create(const char* study = "") const {
    return StudyFolder::create(folder_ / "study", core::parse_toml(study, "study.toml"));
  }
  const test::TemporaryFolder folder_;
};

std::vector<std::string> arms_of(const StudyComparison& comparison) {
  std::vector<std::string> names{comparison.baseline};
  for (const ArmComparison& arm : comparison.arms) names.push_back(arm.arm);
  return names;
}

TEST_F(StudyComparisonTest, DifferencesAreFoundAndEqualArmsAreNot) {
  const StudyFolder study = create();
  test::write_three_arms(study);
  const StudyComparison comparison = compare_study(study, {.baseline = "good"});
  ASSERT_THAT(arms_of(comparison), ElementsAre("good", "bad", "same"));
  const ArmComparison& bad = comparison.arms[0];
  EXPECT_NEAR(bad.difference.value, -0.2, 1e-12);
  EXPECT_EQ(bad.verdict, Verdict::difference);
  EXPECT_EQ(bad.num_clips, 80);
  EXPECT_EQ(bad.num_runs, 4);
  // The ratio of the splits (6 test clips, 6 training clips) reaches the corrected test, if there
  // were a spread between folds.
  EXPECT_FALSE(bad.folds->resampled_t);
  const ArmComparison& same = comparison.arms[1];
  EXPECT_EQ(same.difference.value, 0);
  EXPECT_EQ(same.verdict, Verdict::not_shown);
  EXPECT_DOUBLE_EQ(bad.holm_p, 2 * bad.randomisation.p);
  EXPECT_TRUE(comparison.left_out.empty());
}

TEST_F(StudyComparisonTest, TheBaselineIsAskedForOrNamedOrFirst) {
  {
    const StudyFolder study = create("[study]\narms = ['same', 'good', 'bad']\n");
    test::write_three_arms(study);
    EXPECT_THAT(evaluated_arms(study), ElementsAre("same", "good", "bad"));
    EXPECT_THAT(arms_of(compare_study(study)), ElementsAre("same", "good", "bad"));
    EXPECT_THAT(arms_of(compare_study(study, {.baseline = "bad"})),
                ElementsAre("bad", "same", "good"));
    try {
      compare_study(study, {.baseline = "none"});
      FAIL();
    } catch (const core::InvalidOptions& error) {
      EXPECT_THAT(error.what(), HasSubstr("same, good, bad"));
    }
  }
  {
    const StudyFolder study = StudyFolder::create(
        folder_ / "named", core::parse_toml("[study]\nbaseline = 'good'\n[study.arms.same]\nx = 1\n"
                                            "[study.arms.absent]\nx = 1\n[study.arms.bad]\nx = 2\n",
                                            "study.toml"));
    test::write_three_arms(study);
    EXPECT_THAT(arms_of(compare_study(study)), ElementsAre("good", "same", "bad"));
  }
  const StudyFolder study = StudyFolder::create(folder_ / "plain", {});
  test::write_three_arms(study);
  EXPECT_THAT(arms_of(compare_study(study)), ElementsAre("bad", "good", "same"));
}

TEST_F(StudyComparisonTest, OnlyPairsAreComparedAndTheRestIsNamed) {
  const StudyFolder study = create();
  for (const int64_t fold : {1, 2})
    test::write_run(study, {"a", fold, 1}, answers(fold, wrong_every(4, 1)));
  test::write_run(study, {"b", 1, 1}, answers(1, wrong_every(8, 1)));
  test::write_run(study, {"b", 3, 1}, answers(3, wrong_every(8, 1)));
  RunFolder::create(study.run_path({"b", 2, 1}), {}, {}).mark_failed("no space");
  const StudyComparison comparison = compare_study(study);
  ASSERT_EQ(comparison.arms.size(), 1U);
  EXPECT_EQ(comparison.arms[0].num_runs, 1);
  EXPECT_THAT(comparison.left_out,
              ElementsAre(LeftOutRun{{"b", 2, 1}, "not evaluated"},
                          LeftOutRun{{"b", 3, 1}, "a has no evaluated run of this fold and seed"},
                          LeftOutRun{{"a", 2, 1}, "b has no evaluated run of this fold and seed"}));
  EXPECT_THAT(comparison.arms[0].cautions,
              testing::Contains("1 of the 2 folds of the data are compared."));
}

TEST_F(StudyComparisonTest, UnsafeRunsAreStampedFirst) {
  const StudyFolder study = create();
  test::write_three_arms(study);
  const auto run = RunFolder::open(study.run_path({"bad", 1, 1}));
  RunScores scores = run.scores();
  scores.protocol.unsafe = "groups cross folds";
  run.write_scores(scores);
  EXPECT_EQ(compare_study(study, {.baseline = "good"}).arms[0].cautions.front(),
            "Unsafe: do not trust these numbers. groups cross folds.");
}

TEST_F(StudyComparisonTest, NothingToCompareIsSaid) {
  const StudyFolder study = create();
  EXPECT_THROW(compare_study(study), core::InvalidOptions);
  test::write_run(study, {"a", 1, 1}, answers(1, wrong_every(4, 1)));
  EXPECT_THROW(compare_study(study), core::InvalidOptions);
  test::write_run(study, {"b", 2, 1}, answers(2, wrong_every(4, 1)));
  EXPECT_THROW(compare_study(study), core::InvalidOptions);
}

TEST_F(StudyComparisonTest, TheRecordHoldsEverythingAndItsOptionsAreReadBack) {
  const StudyFolder study = create();
  test::write_three_arms(study);
  EXPECT_FALSE(recorded_comparison_options(study));
  const ComparisonOptions options{.baseline = "good",
                                  .seeds = metrics::SeedLevel::averaged,
                                  .bootstrap = {.resamples = 500, .seed = 9, .level = 0.9}};
  write_comparison(study, compare_study(study, options));
  EXPECT_EQ(recorded_comparison_options(study), options);
  EXPECT_EQ(compare_study(study, options), compare_study(study, options));
  const auto json = nlohmann::json::parse(core::read_file(folder_ / "study" / "comparisons.json"));
  EXPECT_EQ(json.at("schema"), "pinna.comparisons/1");
  EXPECT_EQ(json.at("baseline"), "good");
  const auto& bad = json.at("arms").at(0);
  EXPECT_NEAR(bad.at("difference").get<double>(), -0.2, 1e-12);
  EXPECT_EQ(bad.at("verdict"), "difference");
  EXPECT_EQ(bad.at("seeds").size(), 2U);
  EXPECT_EQ(bad.at("folds").at("wilcoxon").at("floor"), 0.5);
  EXPECT_THAT(bad.at("conclusion").get<std::string>(), HasSubstr("bad is 20.0 points below good"));
}

TEST_F(StudyComparisonTest, DamagedRecordsAreNamed) {
  const StudyFolder study = create();
  for (const char* text : {"{", "{\"schema\": \"pinna.comparisons/1\"}",
                           "{\"schema\": \"pinna.scores/1\", \"options\": {}}",
                           "{\"schema\": \"pinna.comparisons/1\", \"options\": {\"level\": 7}}"}) {
    core::write_file_atomically(study.comparisons_path(), text);
    EXPECT_THROW(recorded_comparison_options(study), core::BadData) << text;
  }
}

}  // namespace
}  // namespace pinna::runs
