#include "pinna/data/shortcuts.h"

#include <cmath>
#include <numbers>

#include "tests/pinna/data/dataset_files.h"
#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/audio/encode.h"
#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::data {
namespace {

constexpr int64_t rate = 8000;

/// Noise of some length, then zeros up to half a second; smoothed over `smoothing` samples by a
/// window whose side lobes are below the 80 dB that bandwidth looks down.
std::vector<float> noise(int64_t length, int64_t smoothing, uint64_t seed) {
  core::Random random(seed);
  std::vector<double> white(static_cast<size_t>(length + smoothing));
  for (double& sample : white) sample = random.uniform(-0.5, 0.5);
  std::vector<float> samples(rate / 2);
  for (int64_t i = 0; i < length; ++i) {
    double sum = 0;
    for (int64_t k = 0; k < smoothing; ++k)
      sum += white[static_cast<size_t>(i + k)] *
             std::pow(std::sin(std::numbers::pi * (static_cast<double>(k) + 0.5) /
                               static_cast<double>(smoothing)),
                      4);
    samples[static_cast<size_t>(i)] = static_cast<float>(sum / static_cast<double>(smoothing));
  }
  return samples;
}

class Shortcuts : public testing::Test {
 protected:
  /// Two classes in three folds of ten clips a class; `samples(class, number)`.
  ClipTable write(const std::function<std::vector<float>(int64_t, int64_t)>& samples) const {
    std::vector<TableRow> rows;
    for (int64_t fold = 1; fold <= 3; ++fold)
      for (int64_t i = 0; i < 20; ++i)
        rows.push_back({i % 2 == 0 ? "a" : "b", fold, fmt::format("{}-{}", fold, i)});
    ClipTable table = make_table(rows);
    for (size_t i = 0; i < table.clips.size(); ++i) {
      Clip& clip = table.clips[i];
      clip.path = folder_ / (clip.id + ".wav");
      audio::write_audio(
          clip.path,
          {.samples = samples(clip.target, static_cast<int64_t>(i)), .sample_rate = rate},
          audio::WavEncoding::float32);
    }
    return table;
  }
  const test::TemporaryFolder folder_;
};

double accuracy(const ShortcutReport& report, Shortcut shortcut) {
  for (const ShortcutScore& score : report.scores)
    if (score.shortcut == shortcut) return score.accuracy();
  return -1;
}

TEST_F(Shortcuts, LengthThatTellsClassesApartIsAllThatIsNeeded) {
  const ClipTable table = write([](int64_t target, int64_t i) {
    return noise(target == 0 ? 1000 + 20 * i : 3000 - 10 * i, 1, static_cast<uint64_t>(i));
  });
  const ShortcutReport report = shortcut_baselines(table, {}, {});
  EXPECT_EQ(accuracy(report, Shortcut::length), 1);
  EXPECT_LT(accuracy(report, Shortcut::bandwidth), 0.8);
  EXPECT_GT(accuracy(report, Shortcut::length_and_bandwidth), 0.9);
  EXPECT_EQ(report.chance, 0.5);
  EXPECT_EQ(report.unreadable, 0);
  ASSERT_EQ(report.scores.front().folds.size(), 3U);
  EXPECT_EQ(report.scores.front().folds[1], (ShortcutFold{.fold = 2, .clips = 20, .correct = 20}));
}

TEST_F(Shortcuts, BandwidthThatTellsClassesApartLikewise) {
  const ClipTable table = write([](int64_t target, int64_t i) {
    return noise(2000 + 13 * (i % 7), target == 0 ? 1 : 24, static_cast<uint64_t>(i));
  });
  const ShortcutReport report = shortcut_baselines(table, {}, {});
  EXPECT_EQ(accuracy(report, Shortcut::bandwidth), 1);
  EXPECT_LT(accuracy(report, Shortcut::length), 0.8);
}

TEST_F(Shortcuts, NothingToTellThemApartLeavesChance) {
  const ClipTable table =
      write([](int64_t, int64_t i) { return noise(4000, 1, static_cast<uint64_t>(i)); });
  EXPECT_EQ(accuracy(shortcut_baselines(table, {}, {}), Shortcut::length), 0.5);
}

TEST_F(Shortcuts, ClipsThatCannotBeReadAreLeftOutAndCounted) {
  ClipTable table = write([](int64_t target, int64_t i) {
    return noise(target == 0 ? 1000 : 3000, 1, static_cast<uint64_t>(i));
  });
  write_text(table.clips[0].path, "this is no sound");
  const ShortcutReport report = shortcut_baselines(table, {1}, {});
  EXPECT_EQ(report.unreadable, 1);
  ASSERT_EQ(report.scores.front().folds.size(), 1U);
  EXPECT_EQ(report.scores.front().clips(), 19);
  EXPECT_EQ(report.scores.front().correct(), 19);
}

TEST_F(Shortcuts, FoldsAreNeededAndSourcesStayTogether) {
  ClipTable table =
      write([](int64_t, int64_t i) { return noise(50, 1, static_cast<uint64_t>(i)); });
  EXPECT_THROW(shortcut_baselines(table, {4}, {}), core::InvalidOptions);
  table.clips[0].group = table.clips.back().group;
  EXPECT_THROW(shortcut_baselines(table, {}, {}), core::CheckFailed);
  EXPECT_NO_THROW(shortcut_baselines(table, {}, {.groups = GroupPolicy::unsafe}));
  for (Clip& clip : table.clips) clip.fold = 0;
  EXPECT_THROW(shortcut_baselines(table, {}, {}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::data
