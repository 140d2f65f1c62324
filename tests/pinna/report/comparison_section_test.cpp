#include "pinna/report/comparison_section.h"

#include "tests/support/example_study.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/report/figure_files.h"

namespace pinna::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ComparisonSection : public testing::Test {
 protected:
  const test::TemporaryFolder folder_;
  const runs::StudyFolder study_ =
      runs::StudyFolder::create(folder_ / "study", test::example_recipe());
};

TEST_F(ComparisonSection, StatesConclusionsFigureAndTable) {
  test::write_three_arms(study_);
  EXPECT_THAT(comparison_section(findings_of(study_)),
              AllOf(HasSubstr("good is 20.0 points above bad"), HasSubstr("id='differences-gp"),
                    HasSubstr("<td>same</td>"), HasSubstr("Holm for 2 arms"),
                    HasSubstr("2 seeds: how much seeds matter")));
}

TEST_F(ComparisonSection, FollowsTheOptionsOfTheRecord) {
  test::write_three_arms(study_);
  runs::write_comparison(study_, runs::compare_study(study_, {.baseline = "good"}));
  EXPECT_THAT(comparison_section(findings_of(study_)),
              AllOf(HasSubstr("bad is 20.0 points below good"), Not(HasSubstr("above bad"))));
}

TEST_F(ComparisonSection, ArmsThatDoNotFitAreNoReasonToHaveNoReport) {
  test::write_run(study_, {"a", 1, 1}, test::answers(1, std::vector<bool>(8, true)));
  test::write_run(study_, {"b", 1, 1}, test::answers(1, std::vector<bool>(9, true)));
  EXPECT_THAT(comparison_section(findings_of(study_)),
              AllOf(HasSubstr("Not compared:"), HasSubstr("got 9, expected 8")));
}

TEST_F(ComparisonSection, OneArmHasNone) {
  test::write_example_run(study_.run_path({"a", 1, 1}), 1, 1);
  EXPECT_EQ(comparison_section(findings_of(study_)), "");
}

TEST_F(ComparisonSection, TheForestPlotIsAFileToo) {
  for (const char* arm : {"a", "b"})
    test::write_run(study_, {arm, 1, 1}, test::answers(1, test::wrong_every(4, arm[0] % 2)));
  const auto files = write_figures(findings_of(study_), folder_ / "figures");
  EXPECT_THAT(files, testing::Contains(folder_ / "figures" / "differences.pdf"));
  EXPECT_THAT(files, testing::Contains(folder_ / "figures" / "b" / "reliability.png"));
}

}  // namespace
}  // namespace pinna::report
