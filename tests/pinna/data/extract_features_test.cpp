#include "pinna/data/extract_features.h"

#include <chrono>
#include <optional>
#include <thread>

#include "tests/pinna/data/dataset_files.h"
#include "tests/pinna/data/random_clips.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/hash.h"
#include "pinna/data/clip_input.h"
#include "pinna/data/feature_shards.h"
#include "pinna/data/verify.h"
#include "pinna/features/feature.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr int64_t num_clips = 11;

FeatureRecipe small_recipe() {
  return {.input = {.clip_seconds = 0.1}, .feature = small_log_mel()};
}

/// Name and content of everything in a folder.
std::map<std::string, std::string> content_of(const fs::path& folder) {
  std::map<std::string, std::string> content;
  for (const auto& entry : fs::directory_iterator(folder))
    content[entry.path().filename().string()] = core::read_file(entry.path());
  return content;
}

class ExtractFeatures : public ::testing::Test {
 protected:
  ExtractReport extract(const std::string& name, const ExtractOptions& options = {}) {
    ExtractOptions all = options;
    all.folder = folder / name;
    if (!all.only) all.num_shards = 3;
    return extract_features(table, recipe, all);
  }

  std::string message_of(const std::string& name, const ExtractOptions& options = {}) {
    try {
      extract(name, options);
    } catch (const core::Error& error) {
      return error.what();
    }
    return "no error";
  }

  test::TemporaryFolder folder;
  ClipTable table = write_random_clips(folder.path(), num_clips);
  FeatureRecipe recipe = small_recipe();
};

TEST_F(ExtractFeatures, WritesEveryClipAsComputedAlone) {
  const ExtractReport report = extract("out", {.jobs = 2});
  EXPECT_TRUE(report.is_complete);
  EXPECT_EQ(report.shards_written, 3);
  EXPECT_EQ(report.clips_computed, num_clips);
  const FeatureShards shards(folder / "out");
  const auto feature = features::make_feature(recipe.feature);
  for (int64_t clip = 0; clip < num_clips; ++clip) {
    const FeatureSample sample = shards.read(clip);
    const auto waveform = load_clip(table.clip(clip), random_clip_rate, recipe.input);
    EXPECT_EQ(sample.matrix.values, feature->compute(waveform.samples).values);
    EXPECT_EQ(sample.record.clip, table.clip(clip).id);
    EXPECT_EQ(sample.record.label, table.clip(clip).label);
    EXPECT_EQ(sample.record.target, table.clip(clip).target);
    EXPECT_EQ(sample.record.file, table.clip(clip).id + ".wav");
    EXPECT_EQ(sample.record.audio_hash, core::xxh3_file(table.clip(clip).path));
    EXPECT_EQ(sample.record.settings_hash, settings_hash(recipe));
    EXPECT_DOUBLE_EQ(sample.record.seconds, 0.1);
  }
  EXPECT_TRUE(verify_folder(folder / "out").intact());
  EXPECT_TRUE(verify_folder(folder / "out").extra.empty());
}

TEST_F(ExtractFeatures, ComplexFeaturesAreRealRowsThenImaginaryRows) {
  recipe.feature = features::parse_feature(core::parse_toml(R"(type = "stft")", "test"));
  extract("out");
  const FeatureShards shards(folder / "out");
  EXPECT_TRUE(shards.plan().is_complex);
  const auto feature = features::make_feature(recipe.feature);
  EXPECT_EQ(shards.plan().bins, feature->num_bins());
  const auto waveform = load_clip(table.clip(0), feature->sample_rate(), recipe.input);
  EXPECT_EQ(shards.read(0).matrix.values, feature->compute(waveform.samples).values);
}

TEST_F(ExtractFeatures, ChannelsOfAStackAreRowsOneAfterTheOther) {
  recipe.feature = features::parse_feature(core::parse_toml(
      R"(type = "stack"
channels = [{ type = "log_mel", n_mels = 20 }, { type = "mfcc", n_mfcc = 10 }])",
      "test"));
  extract("out");
  const FeatureShards shards(folder / "out");
  EXPECT_EQ(shards.plan().num_channels, 2);
  EXPECT_EQ(shards.plan().bins, 40);
  const auto feature = features::make_feature(recipe.feature);
  const auto waveform = load_clip(table.clip(3), feature->sample_rate(), recipe.input);
  EXPECT_EQ(shards.read(3).matrix.values, feature->compute(waveform.samples).values);
  EXPECT_EQ(extract("out").shards_kept, 3);
}

TEST_F(ExtractFeatures, BytesDoNotDependOnJobsPlaceOrSplitting) {
  extract("one", {.jobs = 1});
  extract("many", {.jobs = 5});
  for (const int64_t number : {3, 1, 2}) {
    const ExtractReport report = extract("split", {.only = ShardChoice{number, 3}, .jobs = 1});
    EXPECT_EQ(report.shards_written, 1);
    EXPECT_EQ(report.is_complete, number == 2);
  }
  EXPECT_EQ(content_of(folder / "one").size(), 5U);
  EXPECT_EQ(content_of(folder / "one"), content_of(folder / "many"));
  EXPECT_EQ(content_of(folder / "one"), content_of(folder / "split"));
}

TEST_F(ExtractFeatures, GoesOnWhereItWasStoppedAndKeepsWhatIsIntact) {
  extract("whole");
  int64_t asked = 0;
  const ExtractOptions stopping{.jobs = 1, .stop_requested = [&] { return ++asked > 6; }};
  EXPECT_THROW(extract("out", stopping), core::Interrupted);
  EXPECT_FALSE(read_feature_manifest(folder / "out").is_complete());
  EXPECT_THROW(FeatureShards(folder / "out"), core::BadData);
  write_text(folder / "out/.shard-00002-of-00003.tar.4711-0.tmp", "half a shard");
  const ExtractReport report = extract("out");
  EXPECT_EQ(report.shards_kept, 1);
  EXPECT_EQ(report.shards_written, 2);
  EXPECT_EQ(content_of(folder / "out"), content_of(folder / "whole"));
  EXPECT_EQ(extract("out").shards_kept, 3);
  EXPECT_EQ(content_of(folder / "out"), content_of(folder / "whole"));
}

TEST_F(ExtractFeatures, StopsWhileFinishedShardsAreChecked) {
  extract("out");
  int64_t asked = 0;
  EXPECT_THROW(extract("out", {.jobs = 1, .stop_requested = [&] { return ++asked > 5; }}),
               core::Interrupted);
  EXPECT_EQ(asked, 6);
}

TEST_F(ExtractFeatures, SixteenProcessesStartTogetherOnANewFolder) {
  constexpr int64_t num_processes = 16;
  constexpr int num_rounds = 5;
  table = write_random_clips(folder.path(), 2 * num_processes);
  for (int64_t number = 1; number <= num_processes; ++number)
    extract("one", {.only = ShardChoice{number, num_processes}, .jobs = 1});
  for (int round = 0; round < num_rounds; ++round) {
    const std::string name = fmt::format("many{}", round);
    std::vector<pid_t> children;
    for (int64_t number = 1; number <= num_processes; ++number) {
      const pid_t child = ::fork();
      ASSERT_GE(child, 0);
      if (child == 0) {
        const std::string message =
            message_of(name, {.only = ShardChoice{number, num_processes}, .jobs = 1});
        if (message != "no error") fmt::print(stderr, "{}\n", message);
        ::_exit(message == "no error" ? 0 : 1);
      }
      children.push_back(child);
    }
    for (const pid_t child : children) {
      int status = 0;
      ASSERT_EQ(::waitpid(child, &status, 0), child);
      EXPECT_EQ(status, 0);
    }
    EXPECT_EQ(content_of(folder / name), content_of(folder / "one"));
  }
}

TEST_F(ExtractFeatures, WaitsForTheManifestHoweverLongAnotherHoldsIt) {
  extract("out", {.only = ShardChoice{1, 3}});
  std::optional<core::FileLock> other(std::in_place, folder / "out/.manifest.lock");
  const std::jthread release([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(3300));
    other.reset();
  });
  EXPECT_TRUE(extract("out").is_complete);
}

TEST_F(ExtractFeatures, DamagedShardsAndShardsOfChangedAudioAreMadeAgain) {
  extract("out");
  const auto good = content_of(folder / "out");
  const fs::path shard = folder / "out/shard-00001-of-00003.tar";
  std::string bytes = core::read_file(shard);
  bytes[1000] ^= 1;
  write_text(shard, bytes);
  EXPECT_EQ(extract("out").shards_written, 1);
  EXPECT_EQ(content_of(folder / "out"), good);
  fs::remove(shard);
  EXPECT_EQ(extract("out").shards_written, 1);
  EXPECT_EQ(content_of(folder / "out"), good);

  fs::copy(table.clips[0].path, table.clips[10].path, fs::copy_options::overwrite_existing);
  EXPECT_EQ(extract("out").shards_written, 1);
  const FeatureShards shards(folder / "out");
  EXPECT_EQ(shards.read(0).matrix.values, shards.read(10).matrix.values);
  shards.verify();
}

TEST_F(ExtractFeatures, AFolderOfAnotherRecipeIsRefusedWithWhatDiffers) {
  extract("out");
  const auto before = content_of(folder / "out");
  recipe.input.fit = Fit::pad;
  const std::string message = message_of("out");
  EXPECT_THAT(message, HasSubstr("input.fit: \"tile\" there, \"pad\" here"));
  EXPECT_EQ(message.find("labels"), std::string::npos);
  recipe = small_recipe();
  table.clips.pop_back();
  EXPECT_THAT(message_of("out"), HasSubstr("dataset.clips: 11 there, 10 here"));
  EXPECT_EQ(content_of(folder / "out"), before);
  write_text(folder / "other/notes.txt", "mine");
  EXPECT_THAT(message_of("other"), HasSubstr("something else"));
  EXPECT_EQ(content_of(folder / "other").size(), 1U);
}

TEST_F(ExtractFeatures, ABadClipIsNamedAndLeavesNoPartOfItsShard) {
  write_text(table.clips[5].path, "no sound");
  EXPECT_THAT(message_of("out", {.jobs = 3}), HasSubstr("noise5.wav"));
  for (const auto& [name, content] : content_of(folder / "out"))
    EXPECT_FALSE(name.ends_with(".tmp")) << name;
  EXPECT_TRUE(fs::exists(folder / "out/shard-00000-of-00003.json"));
  EXPECT_FALSE(fs::exists(folder / "out/shard-00001-of-00003.json"));
  fs::remove(table.clips[5].path);
  EXPECT_THAT(message_of("out"), HasSubstr("noise5.wav"));
}

TEST_F(ExtractFeatures, ShardsThatDoNotExistAreRefused) {
  EXPECT_THAT(message_of("out", {.only = ShardChoice{0, 4}}), HasSubstr("got 0/4"));
  EXPECT_THAT(message_of("out", {.only = ShardChoice{5, 4}}), HasSubstr("1/4 to 4/4"));
  EXPECT_THAT(message_of("out", {.only = ShardChoice{1, 0}}), HasSubstr("at least 1"));
  EXPECT_THAT(message_of("out", {.only = ShardChoice{1, 12}}), HasSubstr("1 to 11"));
  EXPECT_FALSE(fs::exists(folder / "out"));
}

TEST_F(ExtractFeatures, ACacheSavesTheWorkAndChangesNothing) {
  extract("plain");
  std::vector<std::string> warnings;
  FeatureCache cache(folder / "cache", [&](const auto& text) { warnings.push_back(text); });
  EXPECT_EQ(extract("first", {.cache = &cache}).clips_computed, num_clips);
  const ExtractReport report = extract("second", {.cache = &cache});
  EXPECT_EQ(report.clips_from_cache, num_clips);
  EXPECT_EQ(report.clips_computed, 0);
  EXPECT_EQ(content_of(folder / "plain"), content_of(folder / "first"));
  EXPECT_EQ(content_of(folder / "plain"), content_of(folder / "second"));
  const auto entry = *fs::recursive_directory_iterator(*fs::directory_iterator(folder / "cache"));
  fs::resize_file(entry.path(), fs::file_size(entry.path()) - 4);
  EXPECT_EQ(extract("third", {.cache = &cache}).clips_computed, 1);
  EXPECT_EQ(content_of(folder / "plain"), content_of(folder / "third"));
  EXPECT_EQ(warnings.size(), 1U);
}

TEST_F(ExtractFeatures, ProgressCountsEveryClipOnce) {
  std::vector<int64_t> seen;
  const ProgressCallback progress = [&](int64_t done, int64_t total) {
    EXPECT_EQ(total, num_clips);
    seen.push_back(done);
  };
  extract("out", {.jobs = 4, .progress = progress});
  EXPECT_EQ(seen.size(), static_cast<size_t>(num_clips + 1));
  EXPECT_EQ(seen.back(), num_clips);
  seen.clear();
  extract("out", {.progress = progress});
  EXPECT_EQ(seen, (std::vector<int64_t>{0, 4, 8, 11}));
}

}  // namespace
}  // namespace pinna::data
