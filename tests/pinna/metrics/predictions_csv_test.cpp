#include "pinna/metrics/predictions_csv.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

using testing::HasSubstr;

ClipPredictions parse(std::string_view text) {
  return predictions_from_csv(core::parse_csv(text, "p.csv"));
}

std::string complaint(std::string_view text) {
  try {
    parse(text);
  } catch (const core::BadData& error) {
    return error.what();
  }
  return "none";
}

TEST(PredictionsCsv, LooksAsDocumented) {
  EXPECT_EQ(to_csv({.labels = {"dog", "rain"},
                    .clips = {"a.wav"},
                    .targets = {0},
                    .probabilities = {0.25F, 0.75F}}),
            "clip,label,predicted,p_dog,p_rain\na.wav,dog,rain,0.25,0.75\n");
  EXPECT_EQ(to_csv({.labels = {"dog", "rain"},
                    .clips = {"a.wav"},
                    .targets = {0},
                    .probabilities = {0.25F, 0.75F},
                    .groups = {"7"}}),
            "clip,label,predicted,group,p_dog,p_rain\na.wav,dog,rain,7,0.25,0.75\n");
}

TEST(PredictionsCsv, GroupsAreAColumnOfTheirOwn) {
  const ClipPredictions predictions{.labels = {"dog", "rain"},
                                    .clips = {"a.wav"},
                                    .targets = {0},
                                    .probabilities = {0.25F, 0.75F},
                                    .groups = {"100032"}};
  EXPECT_EQ(to_csv(predictions),
            "clip,label,predicted,group,p_dog,p_rain\na.wav,dog,rain,100032,0.25,0.75\n");
  EXPECT_EQ(parse(to_csv(predictions)), predictions);
  EXPECT_EQ(parse("clip,label,group,p_a\nx,a,,1\ny,a,g,1\n").groups,
            (std::vector<std::string>{"x", "g"}));
}

RC_GTEST_PROP(PredictionsCsv, ReadsBackExactly, (std::vector<float> numbers)) {
  ClipPredictions predictions{.labels = {"clip", "a, \"quoted\" label"}};
  for (size_t i = 0; i + 1 < numbers.size(); i += 2) {
    predictions.clips.push_back("clip " + std::to_string(i));
    predictions.targets.push_back(static_cast<int64_t>(i / 2 % 2));
    predictions.groups.push_back("source, " + std::to_string(i % 3));
    for (const float number : {numbers[i], numbers[i + 1]})
      predictions.probabilities.push_back(std::abs(number) / (1 + std::abs(number)));
  }
  RC_ASSERT(parse(to_csv(predictions)) == predictions);
}

TEST(PredictionsCsv, TablesWithoutThePredictedColumnAreRead) {
  const auto predictions = parse("label,p_a,p_b,clip\nb,0.9,0.1,x\n");
  EXPECT_EQ(predictions.targets, std::vector<int64_t>{1});
  EXPECT_EQ(predictions.predicted(0), 0);
}

TEST(PredictionsCsv, DamageNamesFileAndLine) {
  EXPECT_THAT(complaint("clip,p_a\nx,1\n"), HasSubstr("label"));
  EXPECT_THAT(complaint("clip,label,p_a\nx,a,1\ny,b,1\n"), HasSubstr("p.csv:3"));
  EXPECT_THAT(complaint("clip,label,p_a\nx,a,much\n"), HasSubstr("p.csv:2"));
  EXPECT_THAT(complaint("clip,label,p_a\nx,a,7\n"), HasSubstr("clip \"x\""));
  EXPECT_THAT(complaint("clip,label\nx,a\n"), HasSubstr("p.csv"));
}

}  // namespace
}  // namespace pinna::metrics
