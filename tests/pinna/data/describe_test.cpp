#include "pinna/data/describe.h"

#include "tests/pinna/data/dataset_files.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/audio/encode.h"
#include "pinna/core/error.h"
#include "pinna/data/esc50.h"

namespace pinna::data {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::Pair;

TEST(DatasetDescription, CountsClipsFilesAndFormats) {
  const test::TemporaryFolder folder;
  audio::write_audio(folder / "a.wav", {.samples = std::vector<float>(800), .sample_rate = 800});
  audio::write_audio(folder / "b.wav",
                     {.samples = std::vector<float>(1600), .num_channels = 2, .sample_rate = 400});
  ClipTable table = make_table({{"x", 1, "g"}, {"y", 1, "g"}, {"x", 2, "h"}});
  table.clips[0].path = table.clips[1].path = folder / "a.wav";
  table.clips[1].onset = 0.5;
  table.clips[2].path = folder / "b.wav";
  const DatasetDescription description = describe(table);
  EXPECT_THAT(description.counts, ElementsAre(ElementsAre(1, 1), ElementsAre(1, 0)));
  EXPECT_EQ(description.num_clips, 3);
  EXPECT_EQ(description.num_groups, 2);
  EXPECT_EQ(description.num_files, 2);
  EXPECT_EQ(description.total_seconds, 1 + 0.5 + 2);
  EXPECT_EQ(description.seconds.median, 1);
  EXPECT_THAT(description.sample_rates, ElementsAre(Pair(400, 1), Pair(800, 2)));
  EXPECT_THAT(description.channels, ElementsAre(Pair(1, 2), Pair(2, 1)));
  EXPECT_EQ(description.total_bytes,
            static_cast<int64_t>(file_size(folder / "a.wav") + file_size(folder / "b.wav")));

  const auto json = to_json(description);
  EXPECT_EQ(json["schema"], "pinna.data.describe/1");
  EXPECT_EQ(json["classes"][1]["label"], "y");
  EXPECT_EQ(json["classes"][1]["clips"].dump(), "[1,0]");
  EXPECT_EQ(json["sample_rates"]["400"], 1);
}

TEST(DatasetDescription, TablesWithoutFoldsHaveOneColumn) {
  const test::TemporaryFolder folder;
  audio::write_audio(folder / "a.wav", {.samples = std::vector<float>(800), .sample_rate = 800});
  ClipTable table = make_table({{"x", 0, "g"}}, FoldOrigin::none);
  table.clips[0].path = folder / "a.wav";
  const DatasetDescription description = describe(table);
  EXPECT_THAT(description.folds, ElementsAre(0));
  EXPECT_THAT(description.counts, ElementsAre(ElementsAre(1)));
}

TEST(DatasetDescription, DamagedFileIsNamed) {
  const test::TemporaryFolder folder;
  write_text(folder / "empty.wav", "");
  ClipTable table = make_table({{"x", 0, "g"}}, FoldOrigin::none);
  table.clips[0].path = folder / "empty.wav";
  try {
    describe(table);
    FAIL();
  } catch (const core::BadData& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("empty.wav"));
  }
}

TEST(DatasetDescription, PublishedEsc10) {
  const auto root = test::shared_path("data/esc10");
  REQUIRE_SHARED(root);
  const DatasetDescription description = describe(read_esc50({.root = root}));
  EXPECT_THAT(description.counts, Each(Each(8)));
  EXPECT_THAT(description.sample_rates, ElementsAre(Pair(44100, 400)));
  EXPECT_THAT(description.formats, ElementsAre(Pair("ogg vorbis", 400)));
  EXPECT_NEAR(description.seconds.maximum, 7.24027, 1e-5) << "1-17808-B-12, by its last Ogg page";
}

}  // namespace
}  // namespace pinna::data
