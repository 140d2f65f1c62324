#include "pinna/runs/run_scores.h"

#include "tests/support/example_run.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"

namespace pinna::runs {
namespace {

TEST(RunScores, ReadBackExactly) {
  RunScores scores = test::example_scores(1, 7);
  scores.protocol.selection = Selection::inner_validation;
  scores.protocol.unsafe = "told so";
  EXPECT_EQ(run_scores_from_json(to_json(scores), "scores.json"), scores);
}

TEST(RunScores, ProtocolIsRequiredAndChecked) {
  auto json = to_json(test::example_scores(1, 7));
  json["protocol"]["fold"] = "one";
  EXPECT_THROW(run_scores_from_json(json, "scores.json"), core::BadData);
  json.erase("protocol");
  EXPECT_THROW(run_scores_from_json(json, "scores.json"), core::BadData);
}

TEST(Protocol, DescriptionSaysHowTheEpochWasChosen) {
  Protocol protocol = test::example_scores(1, 7).protocol;
  EXPECT_THAT(describe(protocol), testing::HasSubstr("fixed before training"));
  protocol.selection = Selection::inner_validation;
  protocol.validation_clips = 40;
  EXPECT_THAT(describe(protocol), testing::HasSubstr("best one on 40 clips"));
}

}  // namespace
}  // namespace pinna::runs
