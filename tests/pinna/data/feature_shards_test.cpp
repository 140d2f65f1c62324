#include "pinna/data/feature_shards.h"

#include "tests/pinna/data/dataset_files.h"
#include "tests/pinna/data/random_clips.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/data/extract_features.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

/// Seven clips in two shards.
class FeatureShardsTest : public ::testing::Test {
 protected:
  FeatureShardsTest() {
    extract_features(table, {.input = {.clip_seconds = 0.1}, .feature = small_log_mel()},
                     {.folder = out, .num_shards = 2});
  }

  /// The first shard with its bytes from `place` on replaced.
  void overwrite(size_t place, const std::string& bytes) {
    const fs::path path = out / "shard-00000-of-00002.tar";
    std::string content = core::read_file(path);
    content.replace(place, bytes.size(), bytes);
    write_text(path, content);
  }

  test::TemporaryFolder folder;
  fs::path out = folder / "out";
  ClipTable table = write_random_clips(folder.path(), 7);
};

TEST_F(FeatureShardsTest, ReadsByPlaceByNameAndInOnePass) {
  const FeatureShards shards(out);
  EXPECT_EQ(shards.num_clips(), 7);
  EXPECT_EQ(shards.plan().labels, (std::vector<std::string>{"even", "odd"}));
  int64_t clip = 0;
  for (const int64_t shard : {0, 1})
    shards.for_each(shard, [&](FeatureSample&& sample) {
      EXPECT_EQ(sample.record.clip, table.clip(clip).id);
      EXPECT_EQ(shards.read(clip).matrix.values, sample.matrix.values);
      EXPECT_EQ(shards.read(sample.record.clip).record, sample.record);
      ++clip;
    });
  EXPECT_EQ(clip, 7);
  EXPECT_THROW(shards.read("noise7"), core::InvalidOptions);
  EXPECT_THROW(shards.read(7), core::InvalidOptions);
  EXPECT_THROW(shards.read(-1), core::InvalidOptions);
  shards.verify();
}

TEST_F(FeatureShardsTest, AnyDamagedByteIsFoundByVerifying) {
  const FeatureShards shards(out);
  const std::string good = core::read_file(out / "shard-00000-of-00002.tar");
  for (size_t place = 0; place < good.size(); place += 97) {
    overwrite(place, std::string(1, static_cast<char>(good[place] ^ 16)));
    EXPECT_THROW(shards.verify(1), core::BadData) << place;
    overwrite(place, good.substr(place, 1));
  }
  shards.verify(2);
}

TEST_F(FeatureShardsTest, DamageInAClipIsFoundWhenItIsRead) {
  const FeatureShards shards(out);
  const int64_t offset = read_feature_manifest(out).shards.at(0).clips[1].offset;
  overwrite(static_cast<size_t>(offset) + 2000, "damage");
  EXPECT_THROW(shards.read(1), core::BadData);
  shards.read(2);
  EXPECT_THROW(shards.for_each(0, [](FeatureSample&&) {}), core::BadData);
}

TEST_F(FeatureShardsTest, SamplesInAnotherOrderOrFromAnotherExtractionAreRefused) {
  const FeatureShards shards(out);
  const std::string content = core::read_file(out / "shard-00000-of-00002.tar");
  const auto& clips = read_feature_manifest(out).shards.at(0).clips;
  const auto begin = [&](size_t clip) { return static_cast<size_t>(clips[clip].offset); };
  const std::string first = content.substr(0, begin(1));
  ASSERT_EQ(first.size(), begin(2) - begin(1));
  overwrite(0, content.substr(begin(1), first.size()) + first);
  EXPECT_THROW(shards.read(0), core::BadData);
  EXPECT_THROW(shards.for_each(0, [](FeatureSample&&) {}), core::BadData);
}

TEST_F(FeatureShardsTest, MissingAndCutShardsAreFoundWhenOpened) {
  const fs::path shard = out / "shard-00001-of-00002.tar";
  fs::resize_file(shard, fs::file_size(shard) - 512);
  EXPECT_THROW(FeatureShards{out}, core::BadData);
  fs::remove(shard);
  EXPECT_THROW(FeatureShards{out}, core::MissingInput);
  fs::remove(out / "manifest.json");
  EXPECT_THROW(FeatureShards{out}, core::MissingInput);
  EXPECT_THROW(FeatureShards(folder / "nowhere"), core::MissingInput);
}

}  // namespace
}  // namespace pinna::data
