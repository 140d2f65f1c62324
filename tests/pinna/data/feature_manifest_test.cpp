#include "pinna/data/feature_manifest.h"

#include "tests/pinna/data/dataset_files.h"
#include "tests/pinna/data/manifests.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>

#include "pinna/core/error.h"
#include "pinna/data/feature_sample.h"

namespace pinna::data {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Json = nlohmann::ordered_json;

TEST(FeaturePlan, DescribesWhatThePlanGives) {
  const FeaturePlan plan = plan_features(table_of(10), {}, 0);
  EXPECT_EQ(plan.bins, 64);
  EXPECT_EQ(plan.frames, 216);
  EXPECT_EQ(plan.sample_rate, 22050);
  EXPECT_EQ(plan.hop_length, 512);
  EXPECT_EQ(plan.num_shards, 1);
  EXPECT_EQ(shard_name(plan, 0), "shard-00000-of-00001.tar");
}

TEST(FeaturePlan, KnowsTheSizeOfAnArray) {
  const FeaturePlan plan = plan_features(table_of(1), {}, 0);
  const RawSample raw = encode_sample({.clip = "a"}, {plan.bins, plan.frames});
  EXPECT_EQ(npy_bytes(plan), std::ssize(raw.npy));
}

TEST(FeaturePlan, ShardsAreCutBySizeAndNeverBelowAClip) {
  EXPECT_EQ(plan_features(table_of(5000), {}, 0).num_shards, 9);
  FeatureRecipe minutes;
  minutes.input.clip_seconds = 3600;
  EXPECT_EQ(plan_features(table_of(2), minutes, 0).num_shards, 2);
  EXPECT_THROW(plan_features(table_of(3), {}, 4), core::InvalidOptions);
}

RC_GTEST_PROP(FeaturePlan, EveryClipLiesInOneShard, ()) {
  const auto num_clips = *rc::gen::inRange<int64_t>(1, 300);
  const auto num_shards = *rc::gen::inRange<int64_t>(1, num_clips + 1);
  FeaturePlan plan{.num_clips = num_clips, .num_shards = num_shards};
  RC_ASSERT(first_clip(plan, 0) == 0);
  RC_ASSERT(first_clip(plan, num_shards) == num_clips);
  for (int64_t clip = 0; clip < num_clips; ++clip) {
    const int64_t shard = shard_of(plan, clip);
    RC_ASSERT(first_clip(plan, shard) <= clip);
    RC_ASSERT(clip < first_clip(plan, shard + 1));
  }
}

TEST(FeaturePlan, TooShortClipsAreRefused) {
  FeatureRecipe recipe;
  recipe.input.clip_seconds = 0.001;
  recipe.feature = features::parse_feature(core::parse_toml("center = false\n", "t"));
  EXPECT_THROW(plan_features(table_of(3), recipe, 0), core::InvalidOptions);
}

TEST(FeaturePlan, DifferencesNameTheSetting) {
  FeatureRecipe recipe;
  recipe.feature = features::parse_feature(core::parse_toml("n_mels = 128\n", "t"));
  const FeaturePlan there = plan_features(table_of(4), {}, 2);
  EXPECT_TRUE(differences(there, there).empty());
  const auto list = differences(there, plan_features(table_of(4), recipe, 2));
  EXPECT_THAT(list, ::testing::Contains("feature.n_mels: 64 there, 128 here"));
  EXPECT_THAT(differences(there, plan_features(table_of(4), {}, 4)),
              ElementsAre("num_shards: 2 there, 4 here"));
}

TEST(FeatureManifest, ComesBackAsItWasWritten) {
  const test::TemporaryFolder folder;
  FeatureManifest manifest = complete_manifest(7, 3);
  write_text(folder / "manifest.json", to_json_text(manifest));
  EXPECT_EQ(read_feature_manifest(folder.path()), manifest);
  EXPECT_TRUE(has_feature_manifest(folder.path()));
  manifest.shards.erase(1);
  EXPECT_FALSE(manifest.is_complete());
  write_text(folder / "manifest.json", to_json_text(manifest));
  EXPECT_EQ(read_feature_manifest(folder.path()), manifest);
}

TEST(FeatureManifest, ManifestsOfOthersAreToldApart) {
  const test::TemporaryFolder folder;
  EXPECT_FALSE(has_feature_manifest(folder.path()));
  for (const char* text : {"", "[]", R"({"schema": "other/1"})", R"({"name": "an extension"})"}) {
    write_text(folder / "manifest.json", text);
    EXPECT_FALSE(has_feature_manifest(folder.path())) << text;
  }
}

TEST(FeatureManifest, TheEntryOfAShardComesBackAsItWasWritten) {
  const test::TemporaryFolder folder;
  const FeatureManifest manifest = complete_manifest(7, 3);
  const ShardEntry& entry = manifest.shards.at(1);
  EXPECT_EQ(shard_entry_name(manifest.plan, 1), "shard-00001-of-00003.json");
  const std::string text = to_json_text(manifest.plan, 1, entry);
  write_text(folder / "shard-00001-of-00003.json", text);
  EXPECT_EQ(read_shard_entry(folder.path(), manifest.plan, 1), entry);
  write_text(folder / "shard-00002-of-00003.json", text);
  EXPECT_THROW(read_shard_entry(folder.path(), manifest.plan, 2), core::BadData);
  EXPECT_THROW(read_shard_entry(folder.path(), manifest.plan, 0), core::MissingInput);
}

TEST(FeatureManifest, ContentThatNoPlanHasIsBadData) {
  const test::TemporaryFolder folder;
  const Json good = Json::parse(to_json_text(complete_manifest(7, 3)));
  const std::vector<std::function<void(Json&)>> changes{
      [](Json& json) { json["schema"] = "pinna.features/2"; },
      [](Json& json) { json["num_shards"] = 0; },
      [](Json& json) { json["num_shards"] = 8; },
      [](Json& json) { json["num_shards"] = int64_t{1} << 60; },
      [](Json& json) { json["bins"] = -1; },
      [](Json& json) { json["bins"] = 64.7; },
      [](Json& json) { json["bins"] = 1e300; },
      [](Json& json) { json["bins"] = "64"; },
      [](Json& json) { json["frames"] = (uint64_t{1} << 63) + 1; },
      [](Json& json) { json["bins"] = int64_t{1} << 31, json["frames"] = (int64_t{1} << 30) - 1; },
      [](Json& json) { json["bins"] = json["frames"] = int64_t{1} << 40; },
      [](Json& json) { json["channels"] = 3; },
      [](Json& json) { json["complex"] = 1; },
      [](Json& json) { json["complete"] = false; },
      [](Json& json) { json["feature"]["n_mels"] = 0; },
      [](Json& json) { json["feature"]["n_mel"] = 10; },
      [](Json& json) { json["input"].erase("fit"), json["input"]["fits"] = 1; },
      [](Json& json) { json["dataset"]["labels"] = 3; },
      [](Json& json) { json["settings_xxh3"] = "short"; },
      [](Json& json) { json["shards"][1]["name"] = "../../etc/passwd"; },
      [](Json& json) { json["shards"][1]["index"] = 0; },
      [](Json& json) { json["shards"][1]["index"] = 3; },
      [](Json& json) { json["shards"][1]["sha256"] = std::string(64, 'g'); },
      [](Json& json) { json["shards"][1]["bytes"] = 0; },
      [](Json& json) { json["shards"][1]["clips"].erase(0); },
      [](Json& json) { json["shards"][1]["clips"][0]["key"] = "clip0"; },
      [](Json& json) { json["shards"][1]["clips"][0]["offset"] = -512; },
      [](Json& json) { json["shards"][1]["clips"][1]["offset"] = 0; },
      [](Json& json) { json["shards"][1]["clips"][0]["offset"] = 100000; },
      [](Json& json) { json.erase("shards"); }};
  for (size_t i = 0; i < changes.size(); ++i) {
    Json bad = good;
    changes[i](bad);
    write_text(folder / "manifest.json", bad.dump());
    EXPECT_THROW(read_feature_manifest(folder.path()), core::BadData) << i;
  }
  const std::string text = good.dump();
  for (size_t length = 0; length < text.size(); length += 101) {
    write_text(folder / "manifest.json", text.substr(0, length));
    EXPECT_THROW(read_feature_manifest(folder.path()), core::BadData) << length;
  }
}

}  // namespace
}  // namespace pinna::data
