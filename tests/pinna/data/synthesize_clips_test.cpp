#include "pinna/data/synthesize_clips.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <span>
#include <string>

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/audio/decode.h"
#include "pinna/audio/level.h"
#include "pinna/core/csv.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/hash.h"
#include "pinna/data/esc50.h"
#include "pinna/data/esc50_categories.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr SyntheticClipsOptions small{
    .clips_per_class = 3, .num_folds = 2, .clip_seconds = 1, .sample_rate = 8000};

std::map<std::string, std::string> contents(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file())
      files[fs::relative(entry.path(), folder).string()] = core::read_file(entry.path());
  return files;
}

Take take_of(const SoundFamily& family, uint64_t seed) {
  return {.num_samples = 2 * 8000,
          .sample_rate = 8000,
          .source = core::Random(seed, "source", {family.target}),
          .random = core::Random(seed, "take", {family.target})};
}

TEST(SoundFamilies, AreCategoriesOfEsc50) {
  for (const SoundFamily& family : sound_families)
    EXPECT_EQ(family.category, esc50_categories[static_cast<size_t>(family.target)]);
}

TEST(SoundFamilies, SoundWithinTheirEventsAndNowhereElse) {
  for (const SoundFamily& family : sound_families)
    for (uint64_t seed = 0; seed < 6; ++seed) {
      SCOPED_TRACE(testing::Message() << family.category << ", seed " << seed);
      Take take = take_of(family, seed);
      const EventTrack track = family.synthesize(take);
      ASSERT_EQ(track.num_samples(), take.num_samples);
      ASSERT_FALSE(track.events.empty());
      std::vector<float> outside = track.samples;
      int64_t last_offset = -1;
      for (const SampleRange& event : track.events) {
        ASSERT_GT(event.onset, last_offset);
        ASSERT_GT(event.size(), 0);
        ASSERT_LE(event.offset, track.num_samples());
        last_offset = event.offset;
        const auto part = std::span(outside).subspan(static_cast<size_t>(event.onset),
                                                     static_cast<size_t>(event.size()));
        const auto beginning = part.first(std::min<size_t>(part.size(), 8));
        EXPECT_GT(audio::peak(beginning), 0) << "silent for a millisecond after its onset";
        std::ranges::fill(part, 0.0F);
      }
      EXPECT_EQ(audio::peak(outside), 0);
      EXPECT_TRUE(std::ranges::all_of(track.samples, [](float x) { return std::isfinite(x); }));
    }
}

TEST(SynthesizeClip, IsLouderAfterTheOnsetThanBefore) {
  constexpr SyntheticClipsOptions options{
      .clips_per_class = 6, .clip_seconds = 2, .sample_rate = 8000};
  constexpr int64_t window = 800;
  int64_t num_onsets = 0;
  int64_t num_rises = 0;
  for (const SyntheticClipName& name : plan_synthetic_clips(options)) {
    const SyntheticClip clip = synthesize_clip(options, name);
    const int64_t onset = clip.events.front().onset;
    if (onset < window) continue;
    const auto samples = std::span(clip.waveform.samples);
    const double before = audio::rms(samples.subspan(static_cast<size_t>(onset - window), window));
    const double after = audio::rms(samples.subspan(static_cast<size_t>(onset), window));
    ++num_onsets;
    num_rises += after > before ? 1 : 0;
  }
  EXPECT_GT(num_onsets, 20);
  EXPECT_GT(num_rises, num_onsets * 8 / 10) << "of " << num_onsets;
}

TEST(SynthesizeClip, NeitherLengthNorLevelTellsTheFamily) {
  constexpr SyntheticClipsOptions options{
      .clips_per_class = 6, .clip_seconds = 2, .sample_rate = 8000};
  int64_t num_early = 0;
  int64_t num_clips = 0;
  for (const SyntheticClipName& name : plan_synthetic_clips(options)) {
    const SyntheticClip clip = synthesize_clip(options, name);
    const auto& samples = clip.waveform.samples;
    EXPECT_EQ(clip.waveform.num_frames(), 2 * 8000);
    EXPECT_TRUE(std::ranges::all_of(samples, [](float x) { return std::isfinite(x); }));
    EXPECT_LE(audio::peak(samples), 0.951);
    EXPECT_LT(audio::dbfs(audio::rms(samples)), -13.9);
    EXPECT_GT(audio::dbfs(audio::peak(samples)), -40);
    ++num_clips;
    num_early += samples.back() == 0 && samples[samples.size() - 2] == 0 ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(num_early) / static_cast<double>(num_clips), 0.33, 0.2);
}

TEST(PlanSyntheticClips, SourcesHaveOneToThreeTakesInOneFold) {
  const auto names = plan_synthetic_clips({});
  EXPECT_EQ(names.size(), 400U);
  std::map<int64_t, std::set<int64_t>> folds;
  std::map<int64_t, int64_t> takes;
  std::map<std::pair<int64_t, int64_t>, int64_t> clips;
  for (const SyntheticClipName& name : names) {
    folds[name.source].insert(name.fold);
    EXPECT_EQ(name.take, takes[name.source]++);
    ++clips[{name.fold, name.family.target}];
  }
  for (const auto& [source, of_source] : folds) EXPECT_EQ(of_source.size(), 1U) << source;
  for (const auto& [source, count] : takes) EXPECT_LE(count, 3) << source;
  for (const auto& [key, count] : clips) EXPECT_EQ(count, 8);
}

TEST(SynthesizeClips, TheSameOptionsGiveTheSameBytesOnAnyNumberOfThreads) {
  const test::TemporaryFolder folder;
  synthesize_clips(small, folder / "one", 1);
  synthesize_clips(small, folder / "three", 3);
  const auto files = contents(folder / "one");
  EXPECT_EQ(files.size(), 30U + 4U);
  EXPECT_TRUE(files == contents(folder / "three"));
  SyntheticClipsOptions other = small;
  other.seed = 2;
  synthesize_clips(other, folder / "other", 2);
  EXPECT_NE(contents(folder / "other").at("audio/1-1001-A-10.wav"),
            files.at("audio/1-1001-A-10.wav"));
}

TEST(SynthesizeClips, IsReadAsEsc50WithGroupsThatStayInTheirFolds) {
  const test::TemporaryFolder folder;
  synthesize_clips(small, folder / "clips");
  const ClipTable table = read_esc50({.root = (folder / "clips").string()});
  EXPECT_EQ(table.num_clips(), 30);
  ASSERT_EQ(table.num_classes(), 10);
  EXPECT_EQ(table.labels.front(), "rain");
  EXPECT_EQ(table.labels.back(), "church_bells");
  EXPECT_THAT(table.folds(), testing::ElementsAre(1, 2));
  EXPECT_THAT(table.warnings, testing::IsEmpty());
  EXPECT_THAT(table.licence, HasSubstr("CC0"));
  for (const Clip& clip : table.clips) {
    const auto info = audio::read_audio_info(clip.path);
    EXPECT_EQ(info.num_frames, 8000);
    EXPECT_EQ(info.codec, "pcm16");
  }
}

TEST(SynthesizeClips, EventsLieInTheirClipsAndChecksumsHold) {
  const test::TemporaryFolder folder;
  synthesize_clips(small, folder / "clips");
  const core::CsvTable events = core::read_csv(folder / "clips/meta/events.csv");
  EXPECT_THAT(events.header, testing::ElementsAre("filename", "onset", "offset", "event_label"));
  std::set<std::string> clips_with_events;
  for (const core::CsvRow& row : events.rows) {
    clips_with_events.insert(row.fields[0]);
    EXPECT_GE(events.number(row, 1), 0);
    EXPECT_LT(events.number(row, 1), events.number(row, 2));
    EXPECT_LE(events.number(row, 2), small.clip_seconds);
  }
  EXPECT_EQ(clips_with_events.size(), 30U);

  const std::string sums = core::read_file(folder / "clips/SHA256SUMS");
  auto files = contents(folder / "clips");
  files.erase("SHA256SUMS");
  for (const auto& [name, content] : files)
    EXPECT_THAT(sums, HasSubstr(core::sha256_hex(content) + "  " + name + "\n"));
  EXPECT_THAT(core::read_file(folder / "clips/README.md"), HasSubstr("this is no benchmark"));
}

TEST(SynthesizeClips, RefusesAFolderInUse) {
  const test::TemporaryFolder folder;
  core::write_file_atomically(folder / "notes.txt", "mine");
  EXPECT_THROW(synthesize_clips(small, folder.path()), core::InvalidOptions);
  EXPECT_EQ(contents(folder.path()), (std::map<std::string, std::string>{{"notes.txt", "mine"}}));
}

TEST(SynthesizeClips, LeavesNothingOfABrokenRun) {
  const test::TemporaryFolder folder;
  const fs::path left_over = folder / ".clips.partial" / "content" / "audio";
  core::make_folder(left_over);
  core::write_file_atomically(left_over / "left-over.wav", "");
  synthesize_clips(small, folder / "clips" / "");
  EXPECT_FALSE(fs::exists(folder / ".clips.partial"));
  EXPECT_FALSE(fs::exists(folder / "clips" / "audio" / "left-over.wav"));
}

TEST(SynthesizeClips, RefusesMoreFoldsThanClips) {
  EXPECT_THROW(plan_synthetic_clips({.clips_per_class = 3, .num_folds = 5}), core::InvalidOptions);
  EXPECT_THROW(plan_synthetic_clips({.clip_seconds = 0.1}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::data
