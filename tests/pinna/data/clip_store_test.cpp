#include "pinna/data/clip_store.h"

#include <atomic>
#include <numeric>
#include <thread>

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/audio/encode.h"
#include "pinna/core/error.h"

namespace pinna::data {
namespace {

constexpr int64_t rate = 8000;
constexpr ClipInputOptions input{.clip_seconds = 0.01, .fit = Fit::pad};

/// Clips of one level each: clip i is (i + 1) / 100 throughout.
ClipTable level_clips(const std::filesystem::path& folder, int64_t count) {
  ClipTable table{.name = "levels", .root = folder, .labels = {"level"}};
  for (int64_t i = 0; i < count; ++i) {
    const std::string id = "level" + std::to_string(i);
    table.clips.push_back({.id = id, .path = folder / (id + ".wav"), .label = "level"});
    audio::write_audio(
        table.clips.back().path,
        {.samples = std::vector<float>(80, 0.01F * static_cast<float>(i + 1)), .sample_rate = rate},
        audio::WavEncoding::float32);
  }
  return table;
}

TEST(ClipStore, DecodesOnceAndKeeps) {
  const test::TemporaryFolder folder;
  ClipStore store(level_clips(folder.path(), 3), rate, input);
  const auto first = store.samples(1);
  EXPECT_EQ(*first, std::vector<float>(80, 0.02F));
  std::filesystem::remove(store.table().clips[1].path);
  EXPECT_EQ(store.samples(1), first);
}

TEST(ClipStore, BeyondItsMemoryItDecodesAtEveryUse) {
  const test::TemporaryFolder folder;
  ClipStore store(level_clips(folder.path(), 3), rate, input, 2 * 80 * sizeof(float));
  std::vector<int64_t> all{0, 1, 2};
  store.preload(all, 1);
  for (const int64_t clip : {0, 1}) EXPECT_EQ(store.samples(clip), store.samples(clip));
  EXPECT_NE(store.samples(2), store.samples(2));
  EXPECT_EQ(*store.samples(2), *store.samples(2));
}

TEST(ClipStore, ReportsAMissingFileAtEveryUse) {
  const test::TemporaryFolder folder;
  ClipStore store(level_clips(folder.path(), 2), rate, input);
  std::filesystem::remove(store.table().clips[0].path);
  for (int attempt = 0; attempt < 2; ++attempt) EXPECT_THROW(store.samples(0), core::MissingInput);
  const std::vector<int64_t> all{0, 1};
  EXPECT_THROW(store.preload(all, 2), core::MissingInput);
  EXPECT_EQ(store.samples(1)->size(), 80U);
}

TEST(ClipCache, ThreadsThatAskTogetherMakeAValueOnce) {
  ClipCache<int> cache(1, 1);
  std::atomic<int> times_made = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] { EXPECT_EQ(*cache.get(0, [&] { return ++times_made; }), 1); });
  }
  EXPECT_EQ(times_made, 1);
}

}  // namespace
}  // namespace pinna::data
