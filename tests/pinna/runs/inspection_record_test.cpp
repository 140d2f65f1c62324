#include "pinna/runs/inspection_record.h"

#include <functional>

#include "tests/support/small_inspection.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"

namespace pinna::runs {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;
using Json = nlohmann::ordered_json;

TEST(InspectionRecord, HoldsWhatFollowsFromTheViews) {
  const Json json = to_json(test::small_inspection());
  EXPECT_EQ(json["schema"], "pinna.inspection/1");
  EXPECT_EQ(json["disagreements"].size(), 2U);
  EXPECT_EQ(json["disagreements"][0]["heard_by"][0], "tagger");
  EXPECT_EQ(json["scores"][1]["event_recall"], 1);
  EXPECT_EQ(json["scores"][1]["unknown_labels"][0], "siren");
  EXPECT_EQ(json["scores"][1]["unknown_events"], 1);
  EXPECT_TRUE(json["missing_labels"].empty());
}

TEST(InspectionRecord, NamesLabelsThatNotAllViewsKnow) {
  Inspection inspection = test::small_inspection();
  inspection.views[1].scores = test::scores_of({}, {"dog", "sneeze"});
  const Json json = to_json(inspection);
  EXPECT_EQ(json["missing_labels"]["tagger"][0], "sneeze");
  EXPECT_EQ(json["missing_labels"]["detector"][0], "rain");
}

TEST(InspectionRecord, IsReadBackWithoutScores) {
  Inspection written = test::small_inspection();
  const Inspection read = inspection_from_json(to_json(written), "inspection.json");
  EXPECT_EQ(read.attribution, written.attribution);
  EXPECT_EQ(read.reference, written.reference);
  ASSERT_EQ(read.views.size(), 2U);
  EXPECT_EQ(read.views[0].kind, ViewKind::tagger);
  EXPECT_EQ(read.views[0].window_seconds, 2);
  EXPECT_EQ(read.views[1].events, written.views[1].events);
  EXPECT_EQ(read.views[1].scores.labels, written.views[1].scores.labels);
  EXPECT_EQ(read.views[1].scores.frame_seconds, 0.5);
  EXPECT_EQ(read.views[1].scores.num_frames, 0);
  written.reference.reset();
  EXPECT_FALSE(inspection_from_json(to_json(written), "inspection.json").reference);
}

TEST(InspectionRecord, DamageIsNamed) {
  const std::vector<std::function<void(Json&)>> damages{
      [](Json& json) { json["schema"] = "other/1"; },
      [](Json& json) { json["recording"] = "../../secret"; },
      [](Json& json) { json["recording"] = ".."; },
      [](Json& json) { json["recording"] = std::string("a\0b", 3); },
      [](Json& json) { json["recording"] = ""; },
      [](Json& json) { json["views"][0]["name"] = "../x"; },
      [](Json& json) { json["views"][0]["name"] = "DETECTOR"; },
      [](Json& json) { json["views"][0]["kind"] = "oracle"; },
      [](Json& json) { json["views"][0]["labels"] = "dog"; },
      [](Json& json) { json["views"][0] = 3; },
      [](Json& json) { json["views"] = 3; },
      [](Json& json) { json["seconds"] = -1; },
      [](Json& json) { json["sample_rate"] = 0; },
      [](Json& json) { json["num_channels"] = 1.5; },
      [](Json& json) { json["reference"][0]["offset"] = 0; },
      [](Json& json) { json["reference"] = "none"; },
      [](Json& json) { json.erase("reference"); },
      [](Json& json) { json.erase("attribution"); },
      [](Json& json) { json = Json::array(); },
  };
  for (const auto& damage : damages) {
    Json json = to_json(test::small_inspection());
    damage(json);
    EXPECT_THAT([&] { inspection_from_json(json, "inspection.json"); },
                ThrowsMessage<core::BadData>(HasSubstr("inspection.json")))
        << json.dump();
  }
}

TEST(InspectionRecord, ViewsHaveNamesThatFitFiles) {
  for (const char* name : {"tagger", "a-b_c.d+e", "9"}) EXPECT_TRUE(is_view_name(name)) << name;
  for (const char* name : {"", ".hidden", "a b", "a/b", "ä", "a:b"})
    EXPECT_FALSE(is_view_name(name)) << name;
  EXPECT_FALSE(is_view_name(std::string(65, 'a')));
  EXPECT_NO_THROW(require_view_names({"a", "b"}));
  EXPECT_THROW(require_view_names({"a", "a/b"}), core::InvalidOptions);
  EXPECT_THAT(
      [] {
        require_view_names({"a", "b", "A"});
      },
      ThrowsMessage<core::InvalidOptions>(AllOf(HasSubstr("A"), HasSubstr("--name"))));
}

}  // namespace
}  // namespace pinna::runs
