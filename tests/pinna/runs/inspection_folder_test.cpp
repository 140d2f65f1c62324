#include "pinna/runs/inspection_folder.h"

#include <fstream>
#include <functional>

#include "tests/support/small_inspection.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/temporary_folder.h"

namespace pinna::runs {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

class InspectionFolders : public testing::Test {
 protected:
  InspectionFolders()
      : recording_(temporary_.path() / "street.wav"), folder_(temporary_.path() / "case") {
    core::write_file_atomically(recording_, "not decoded here");
  }
  void write() { folder_.write(test::small_inspection(), recording_); }
  void change(const std::function<void(Json&)>& change) {
    Json json = Json::parse(core::read_file(folder_.record_path()));
    change(json);
    core::write_file_atomically(folder_.record_path(), json.dump());
  }

  core::TemporaryFolder temporary_;
  fs::path recording_;
  InspectionFolder folder_;
};

TEST_F(InspectionFolders, WhatIsWrittenIsRead) {
  EXPECT_FALSE(InspectionFolder::exists(folder_.path()));
  write();
  EXPECT_TRUE(InspectionFolder::exists(folder_.path()));
  const Inspection written = test::small_inspection(), read = folder_.read();
  EXPECT_EQ(read.attribution, written.attribution);
  EXPECT_EQ(read.reference, written.reference);
  ASSERT_EQ(read.views.size(), 2U);
  EXPECT_EQ(read.views[0].kind, ViewKind::tagger);
  EXPECT_EQ(read.views[0].window_seconds, 2);
  EXPECT_EQ(read.views[1].events, written.views[1].events);
  EXPECT_EQ(read.views[1].scores.scores, written.views[1].scores.scores);
  EXPECT_EQ(core::read_file(folder_.recording_path(read)), "not decoded here");
}

TEST_F(InspectionFolders, EventsAreThereInEveryFormat) {
  write();
  for (const auto& [format, name] : core::EnumNames<events::EventFormat>::names)
    EXPECT_EQ(events::read_events(folder_.events_path("tagger", format)).size(), 2U) << name;
}

TEST_F(InspectionFolders, RecordsNameDisagreementsAndScores) {
  write();
  const Json json = Json::parse(core::read_file(folder_.record_path()));
  EXPECT_EQ(json["schema"], "pinna.inspection/1");
  EXPECT_EQ(json["disagreements"].size(), 2U);
  EXPECT_EQ(json["disagreements"][0]["heard_by"][0], "tagger");
  EXPECT_EQ(json["scores"][1]["event_recall"], 0.5);
  EXPECT_EQ(json["scores"][1]["unknown_labels"][0], "siren");
}

TEST_F(InspectionFolders, NamesThatFitNoFileAreRefused) {
  Inspection inspection = test::small_inspection();
  inspection.views[0].name = "../tagger";
  EXPECT_THROW(folder_.write(inspection, recording_), core::InvalidOptions);
  inspection.views[0].name = "detector";
  EXPECT_THROW(folder_.write(inspection, recording_), core::InvalidOptions);
  EXPECT_FALSE(InspectionFolder::exists(folder_.path()));
}

TEST_F(InspectionFolders, EvidenceOfAnyLabelIsAFileOfTheFolder) {
  EXPECT_EQ(folder_.evidence_path("tagger", "a/../b c").parent_path(), folder_.figures_path());
}

TEST_F(InspectionFolders, DamageIsNamed) {
  EXPECT_THROW(folder_.read(), core::MissingInput);
  const std::vector<std::function<void(Json&)>> damages{
      [](Json& json) { json["schema"] = "other/1"; },
      [](Json& json) { json["recording"] = "../../secret"; },
      [](Json& json) { json["views"][0]["name"] = "../x"; },
      [](Json& json) { json["views"][0]["kind"] = "oracle"; },
      [](Json& json) { json["views"] = 3; },
      [](Json& json) { json["seconds"] = -1; },
      [](Json& json) { json["reference"][0]["offset"] = 0; },
      [](Json& json) { json.erase("attribution"); },
  };
  for (const auto& damage : damages) {
    write();
    change(damage);
    EXPECT_THROW(folder_.read(), core::BadData);
  }
  write();
  fs::remove(folder_.scores_path("tagger"));
  EXPECT_THROW(folder_.read(), core::MissingInput);
}

}  // namespace
}  // namespace pinna::runs
