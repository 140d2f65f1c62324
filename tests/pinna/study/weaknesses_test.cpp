#include "pinna/study/weaknesses.h"

#include "tests/pinna/study/small_study.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::study {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

TEST(Weaknesses, AFewTestedClipsCannotTellRecipesApart) {
  const test::TemporaryFolder folder;
  const Recipe recipe = test::small_recipe(folder / "data");
  EXPECT_THAT(weaknesses_of(recipe), Contains(HasSubstr("24 clips are tested")));
}

TEST(Weaknesses, AMilestoneAfterTheEndAndRawFeaturesAreNamed) {
  const test::TemporaryFolder folder;
  Recipe recipe = test::small_recipe(folder / "data");
  EXPECT_THAT(weaknesses_of(recipe), Not(Contains(HasSubstr("never reached"))));
  recipe.training.epochs = 50;
  recipe.training.schedule = training::MultiStepOptions{.milestones = {40, 60}};
  recipe.standardize = false;
  EXPECT_THAT(weaknesses_of(recipe), Contains(HasSubstr("after epoch 60, which is never reached")));
  EXPECT_THAT(weaknesses_of(recipe), Contains(HasSubstr("not standardised")));
}

TEST(Weaknesses, ASplitThatSeparatesASourceIsNamed) {
  const test::TemporaryFolder folder;
  Recipe recipe = test::small_recipe(folder / "data");
  auto& table = std::get<data::CsvTableOptions>(recipe.data);
  table.group_column = "label";  // every source in both folds
  recipe.split.groups = data::GroupPolicy::unsafe;
  EXPECT_THAT(weaknesses_of(recipe), Contains(HasSubstr("2 source recordings are both trained")));
}

}  // namespace
}  // namespace pinna::study
