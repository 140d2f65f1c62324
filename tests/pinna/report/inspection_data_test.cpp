#include "pinna/report/inspection_data.h"

#include "tests/support/example_inspection.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace pinna::report {
namespace {

using testing::ElementsAre;

/// Four frames, [0, 2) as a row of low and one of high frequencies.
FeaturePanel small_panel() {
  FeaturePanel panel{.values = features::FeatureMatrix(2, 4),
                     .seconds = 2,
                     .frame_seconds = 0.5,
                     .first_frame = 0.25};
  panel.values.values = {0, 1, 2, 3, 4, 5, 6, 7};
  return panel;
}

nlohmann::json parsed(const runs::Inspection& inspection, const FeaturePanel& panel,
                      const std::vector<runs::Disagreement>& disagreements = {}) {
  return nlohmann::json::parse(
      inspection_data(inspection, disagreements, panel, lane_labels(inspection)));
}

TEST(InspectionData, HasEventsScoresAndDisagreementsByLabel) {
  runs::ModelView view{.name = "v", .window_seconds = 1, .events = {{0.5, 1, "b"}}};
  view.scores = {
      .labels = {"b", "quiet"}, .frame_seconds = 1, .num_frames = 2, .scores = {0, 0, 1, 0}};
  const runs::Inspection inspection{
      .seconds = 2, .reference = std::vector<events::Event>{{0, 2, "a"}}, .views = {view}};
  const auto json = parsed(inspection, small_panel(), {{0, 1, "b", {"v"}, {"gone"}}});
  EXPECT_THAT(json["labels"], ElementsAre("a", "b"));
  EXPECT_EQ(json["reference"], nlohmann::json::parse("[[0.0, 2.0, 0]]"));
  EXPECT_EQ(json["views"][0]["events"], nlohmann::json::parse("[[0.5, 1.0, 1]]"));
  EXPECT_EQ(json["views"][0]["windowSeconds"], 1);
  EXPECT_THAT(json["views"][0]["scores"]["labels"], ElementsAre(1));
  EXPECT_EQ(json["views"][0]["scores"]["values"], "AP8=");  // 0 and 255
  EXPECT_THAT(json["disagreements"][0]["heardBy"], ElementsAre(0));
  EXPECT_TRUE(json["disagreements"][0]["missedBy"].empty());
  EXPECT_EQ(json["spectrogram"]["start"], 0);
  EXPECT_EQ(json["spectrogram"]["levels"], "ACRJbZK22/8=");  // in sevenths of 255
}

TEST(InspectionData, HasNoReferenceWhereThereIsNone) {
  EXPECT_TRUE(parsed({.seconds = 2}, small_panel())["reference"].is_null());
}

TEST(InspectionData, CannotEndTheScriptItStandsIn) {
  const runs::Inspection inspection{
      .seconds = 2,
      .views = {{.name = "<!--<script>", .events = {{0, 1, "</script>"}}},
                {.name = "\xff", .events = {}}}};
  const std::string text = inspection_data(inspection, {}, small_panel(), lane_labels(inspection));
  EXPECT_EQ(text.find('<'), std::string::npos);
  const auto json = nlohmann::json::parse(text);
  EXPECT_THAT(json["labels"], ElementsAre("</script>"));
  EXPECT_EQ(json["views"][1]["name"], "?");
}

TEST(InspectionData, ManyFramesAreMergedToTheLargest) {
  FeaturePanel panel{.values = features::FeatureMatrix(2, 40000),
                     .seconds = 400,
                     .frame_seconds = 0.01,
                     .first_frame = 0.005};
  panel.values.at(1, 39999) = 9;
  const auto json = parsed({.seconds = 400}, panel)["spectrogram"];
  EXPECT_EQ(json["columns"], 13334);
  EXPECT_NEAR(json["columnSeconds"].get<double>(), 0.03, 1e-9);
  EXPECT_TRUE(json["levels"].get<std::string>().ends_with("AAA/w=="));  // ..., 0, 255
}

}  // namespace
}  // namespace pinna::report
