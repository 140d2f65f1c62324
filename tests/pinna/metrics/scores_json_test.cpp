#include "pinna/metrics/scores_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/json_text.h"

namespace pinna::metrics {
namespace {

ClassificationScores some_scores() {
  return score({.labels = {"dog", "rain"},
                .clips = {"a", "b", "c"},
                .targets = {0, 1, 1},
                .probabilities = {0.9F, 0.1F, 0.6F, 0.4F, 0.2F, 0.8F}});
}

TEST(ScoresJson, ReadsBackExactlyWhatWasWritten) {
  const auto text = to_json(some_scores()).dump();
  EXPECT_EQ(scores_from_json(core::parse_json(text, "s.json"), "s.json"), some_scores());
}

TEST(ScoresJson, FilesWithoutCalibrationAreRead) {
  auto json = to_json(some_scores());
  EXPECT_NEAR(json.at("calibration").at("brier").get<double>(), (0.02 + 0.72 + 0.08) / 3, 1e-6);
  json.erase("calibration");
  auto expected = some_scores();
  expected.calibration.reset();
  EXPECT_EQ(scores_from_json(json, "s.json"), expected);
}

TEST(ScoresJson, OtherSchemasAreRefused) {
  auto json = to_json(some_scores());
  json["schema"] = "pinna.scores/9";
  EXPECT_THROW(scores_from_json(json, "s.json"), core::BadData);
  EXPECT_THROW(scores_from_json(nlohmann::ordered_json::array(), "s.json"), core::BadData);
}

TEST(ScoresJson, DamageNamesTheFile) {
  const auto complaint = [](const nlohmann::ordered_json& json) -> std::string {
    try {
      scores_from_json(json, "s.json");
    } catch (const core::BadData& error) {
      return error.what();
    }
    return "none";
  };
  auto json = to_json(some_scores());
  json.erase("accuracy");
  EXPECT_THAT(complaint(json),
              testing::AllOf(testing::HasSubstr("s.json"), testing::HasSubstr("accuracy")));
  json = to_json(some_scores());
  json["confusion"].erase(0);
  EXPECT_THAT(complaint(json), testing::HasSubstr("2 cells, expected 4"));
  json = to_json(some_scores());
  json["per_class"][0]["support"] = "many";
  EXPECT_THAT(complaint(json), testing::HasSubstr("s.json"));
}

TEST(ScoresJson, UndefinedSpreadIsNull) {
  const auto json = to_json(MeanEstimate{.count = 1, .mean = 0.5});
  EXPECT_TRUE(json.at("deviation").is_null());
  EXPECT_TRUE(json.at("interval").is_null());
}

}  // namespace
}  // namespace pinna::metrics
