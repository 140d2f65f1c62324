#include "pinna/runs/inspection_folder.h"

#include <functional>

#include "tests/support/small_inspection.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/options.h"
#include "pinna/core/temporary_folder.h"

namespace pinna::runs {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

class InspectionFolders : public testing::Test {
 protected:
  InspectionFolders() : recording_(temporary_ / "street.wav"), folder_(temporary_ / "case") {
    core::write_file_atomically(recording_, "not decoded here");
  }
  void write() { folder_.write(test::small_inspection(), recording_); }
  void change(const std::function<void(Json&)>& change) {
    Json json = Json::parse(core::read_file(folder_.record_path()));
    change(json);
    core::write_file_atomically(folder_.record_path(), json.dump());
  }
  fs::path place(const std::string& name, const std::string& content = "mine") {
    const fs::path path = folder_.path() / name;
    core::make_folder(path.parent_path());
    core::write_file_atomically(path, content);
    return path;
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
  EXPECT_EQ(read.reference, written.reference);
  ASSERT_EQ(read.views.size(), 2U);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(read.views[i].events, written.views[i].events);
    EXPECT_EQ(read.views[i].scores.labels, written.views[i].scores.labels);
    EXPECT_EQ(read.views[i].scores.num_frames, written.views[i].scores.num_frames);
    EXPECT_EQ(read.views[i].scores.scores, written.views[i].scores.scores);
  }
  EXPECT_EQ(core::read_file(folder_.recording_path(read)), "not decoded here");
}

TEST_F(InspectionFolders, FramesAreAsLongAsTheyWere) {
  Inspection inspection = test::small_inspection();
  inspection.views[0].scores.frame_seconds = 1024.0 / 22050;
  inspection.views[0].scores.labels = {"a\tb", "dog"};
  folder_.write(inspection, recording_);
  const events::FrameScores scores = folder_.read().views[0].scores;
  EXPECT_EQ(scores.frame_seconds, 1024.0 / 22050);
  EXPECT_EQ(scores.labels[0], "a\tb");
}

TEST_F(InspectionFolders, EventsAreThereInEveryFormat) {
  write();
  for (const auto& [format, name] : core::EnumNames<events::EventFormat>::names)
    EXPECT_EQ(events::read_events(folder_.events_path("tagger", format)).size(), 2U) << name;
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
  EXPECT_LT(folder_.evidence_path("tagger", std::string(500, 'x')).filename().string().size(), 255);
}

TEST_F(InspectionFolders, OtherThingsAreNeverMixedWithACaseStudy) {
  EXPECT_NO_THROW(folder_.require_room());  // not there yet
  const fs::path thesis = place("thesis.tex");
  EXPECT_THROW(folder_.require_room(), core::InvalidOptions);
  EXPECT_THROW(folder_.begin(), core::InvalidOptions);
  EXPECT_TRUE(fs::exists(thesis));
  write();
  EXPECT_NO_THROW(folder_.require_room());
  EXPECT_THROW(InspectionFolder(recording_).require_room(), core::MissingInput);
}

TEST_F(InspectionFolders, WhatAnUnfinishedOneLeftIsNoObstacle) {
  place("figures/overview.png");
  place("index.html");
  EXPECT_NO_THROW(folder_.begin());
  EXPECT_FALSE(fs::exists(folder_.path() / "figures" / "overview.png"));
}

TEST_F(InspectionFolders, AnEarlierOneIsReplacedWithoutTouchingWhatIsNotIts) {
  write();
  place("figures/scores-tagger.pdf");
  const fs::path note = place("ATTRIBUTION.md"), drawing = place("figures/own.png"),
                 labels = place("events/own.txt");
  folder_.begin();
  EXPECT_FALSE(InspectionFolder::exists(folder_.path()));
  for (const fs::path& gone :
       {folder_.scores_path("tagger"), folder_.path() / "figures" / "scores-tagger.pdf",
        folder_.events_path("detector", events::EventFormat::raven)})
    EXPECT_FALSE(fs::exists(gone)) << gone;
  for (const fs::path& kept : {note, drawing, labels}) EXPECT_TRUE(fs::exists(kept)) << kept;
}

TEST_F(InspectionFolders, ARecordingThatIsInTheFolderAlreadyStaysWhole) {
  write();
  const fs::path copy = folder_.path() / "recording.wav";
  folder_.begin();
  folder_.write(test::small_inspection(), copy);
  EXPECT_EQ(core::read_file(copy), "not decoded here");
}

TEST_F(InspectionFolders, DamageIsNamed) {
  EXPECT_THROW(folder_.read(), core::MissingInput);
  const std::vector<std::function<void(Json&)>> damages{
      [](Json& json) { json["recording"] = "../../secret"; },
      [](Json& json) {
        json["views"][0]["labels"] = {"dog", "cat"};
      },
      [](Json& json) { json["views"][0]["frame_seconds"] = 0.25; },
  };
  for (const auto& damage : damages) {
    write();
    change(damage);
    EXPECT_THROW(folder_.read(), core::BadData);
  }
  write();
  core::write_file_atomically(folder_.scores_path("tagger"), "onset\toffset\tdog\train\n0\t1\tx\n");
  EXPECT_THROW(folder_.read(), core::BadData);
  core::write_file_atomically(folder_.record_path(), "{");
  EXPECT_THROW(folder_.read(), core::BadData);
  EXPECT_NO_THROW(folder_.begin());
  write();
  fs::remove(folder_.scores_path("tagger"));
  EXPECT_THROW(folder_.read(), core::MissingInput);
}

}  // namespace
}  // namespace pinna::runs
