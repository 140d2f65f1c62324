#include "pinna/runs/model_card.h"

#include "tests/support/example_run.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::runs {
namespace {

using testing::HasSubstr;

std::string card_of(const RunScores& scores) {
  return model_card(test::example_recipe(), test::example_environment(), scores);
}

TEST(ModelCard, StartsWithTheFrontMatterOfTheHub) {
  const std::string card = card_of(test::example_scores(1, 7));
  EXPECT_TRUE(card.starts_with("---\nlicense: other\nlibrary_name: pinna\n"));
  for (const char* line : {"datasets:\n- \"tiny-clips\"\n", "pipeline_tag: audio-classification\n",
                           "- type: accuracy\n      value: 0.833333\n"})
    EXPECT_THAT(card, HasSubstr(line));
}

TEST(ModelCard, StatesIntervalProtocolLicenceAndRecipe) {
  const std::string card = card_of(test::example_scores(1, 7));
  EXPECT_THAT(card, HasSubstr("| accuracy | 83.3 % | 43.6 % to 97.0 % (Wilson, 6 clips) |"));
  EXPECT_THAT(card, HasSubstr("Fold 1 of 2 of tiny-clips (6 clips) was held out"));
  EXPECT_THAT(card, HasSubstr("CC BY 4.0"));
  EXPECT_THAT(card, HasSubstr("epochs = 3"));
  EXPECT_THAT(card, testing::Not(HasSubstr("Unsafe")));
}

TEST(ModelCard, UnsafeNumbersAreStampedBeforeTheyAreShown) {
  RunScores scores = test::example_scores(1, 7);
  scores.protocol.unsafe = "groups cross folds";
  const std::string card = card_of(scores);
  EXPECT_LT(card.find("**Unsafe"), card.find("83.3 %"));
  EXPECT_THAT(card, HasSubstr("groups cross folds"));
}

TEST(ModelCard, NamesCannotBreakTheMarkup) {
  const std::string card = card_of(test::example_scores(1, 7));
  EXPECT_THAT(card, HasSubstr("\\<b\\>bell\\</b\\>"));
  EXPECT_THAT(card, testing::Not(HasSubstr("<b>")));
}

}  // namespace
}  // namespace pinna::runs
