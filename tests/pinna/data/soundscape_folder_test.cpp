#include "pinna/data/soundscape_folder.h"

#include <algorithm>

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/data/synthesize_clips.h"
#include "pinna/data/synthesize_soundscapes.h"

namespace pinna::data {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

/// Scenes of three of the procedural classes, and the clips of all.
class ClipsOfScenes : public testing::Test {
 protected:
  ClipsOfScenes() {
    synthesize_clips(
        {.clips_per_class = 8, .num_folds = 2, .clip_seconds = 2, .sample_rate = 16000},
        folder_ / "clips");
    synthesize_soundscapes({.data = Esc50Options{.root = (folder_ / "clips").string()},
                            .labels = {"rain", "siren", "church_bells"},
                            .train_scenes = 12,
                            .validation_scenes = 6,
                            .test_scenes = 6,
                            .validation_fraction = 0.25,
                            .scene_seconds = 4},
                           folder_ / "scenes");
    options_ = {.root = (folder_ / "scenes").string(), .sources = (folder_ / "clips").string()};
    scenes_ = read_soundscape_folder(options_);
  }

  std::set<std::string> names(const ClipTable& clips, const std::vector<int64_t>& indices) const {
    std::set<std::string> names;
    for (const int64_t index : indices) names.insert(bare_name(clips.clip(index).id));
    return names;
  }

  std::set<std::string> heard(const std::vector<int64_t>& scenes) const {
    std::set<std::string> names;
    for (const std::string& clip : source_clips(scenes_.table, scenes))
      names.insert(bare_name(clip));
    return names;
  }

  const test::TemporaryFolder folder_;
  SoundscapeFolderOptions options_;
  SoundscapeFolder scenes_;
};

TEST_F(ClipsOfScenes, AreDividedAsTheScenesAre) {
  const ClipTable clips = read_clips_of_scenes(options_, scenes_);
  EXPECT_EQ(clips.labels, scenes_.table.labels);
  EXPECT_EQ(clips.num_clips(), 3 * 8);
  const Split split = split_clips_of_scenes(clips, scenes_, 1);
  const Split of_scenes = split_scenes(scenes_.table, 1);
  EXPECT_EQ(names(clips, split.train), heard(of_scenes.train));
  EXPECT_EQ(names(clips, split.validation), heard(of_scenes.validation));
  EXPECT_EQ(split.test.size(), 12u) << "all of the fold, in scenes or not";
  for (const std::string& tested : names(clips, split.test))
    EXPECT_FALSE(names(clips, split.train).contains(tested)) << tested;
}

TEST_F(ClipsOfScenes, WithoutTheClipsTheLineSaysHowToGiveThem) {
  options_.sources = "";
  EXPECT_THAT([&] { read_clips_of_scenes(options_, scenes_); },
              ThrowsMessage<core::InvalidOptions>(HasSubstr("--sources DIR")));
}

TEST_F(ClipsOfScenes, ClipsWithOtherFoldsAreRefused) {
  ClipTable clips = read_clips_of_scenes(options_, scenes_);
  for (Clip& clip : clips.clips) clip.fold = 3 - clip.fold;
  EXPECT_THAT([&] { split_clips_of_scenes(clips, scenes_, 1); },
              ThrowsMessage<core::BadData>(HasSubstr("folds as in the scenes' sources.csv")));
}

TEST_F(ClipsOfScenes, EqualNamesAreRefused) {
  ClipTable clips = read_clips_of_scenes(options_, scenes_);
  clips.clips[1].id = "elsewhere/" + clips.clips[0].id;
  EXPECT_THROW(split_clips_of_scenes(clips, scenes_, 1), core::BadData);
}

TEST_F(ClipsOfScenes, AMissingClassIsRefused) {
  std::string table = core::read_file(folder_ / "clips" / "meta" / "esc50.csv");
  for (size_t at = table.find(",siren,"); at != table.npos; at = table.find(",siren,"))
    table.replace(at, 7, ",other,");
  core::write_file_atomically(folder_ / "clips" / "meta" / "esc50.csv", table);
  EXPECT_THROW(read_clips_of_scenes(options_, scenes_), core::BadData);
}

TEST(BareName, IsTheStemOfAnyReadersName) {
  for (const char* name : {"a", "a.wav", "folder/a.ogg", "x/y/a.flac"})
    EXPECT_EQ(bare_name(name), "a") << name;
  EXPECT_EQ(bare_name("1-100.5-A"), "1-100.5-A") << "a dot is no extension";
}

}  // namespace
}  // namespace pinna::data
