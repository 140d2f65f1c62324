#include "pinna/data/synthesize_soundscapes.h"

#include "tests/support/shared_data.h"
#include "tests/support/source_folder.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/audio/decode.h"
#include "pinna/core/csv.h"
#include "pinna/core/error.h"
#include "pinna/core/extended_config.h"
#include "pinna/core/files.h"
#include "pinna/data/synthesize_clips.h"
#include "pinna/events/event_table.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

SoundscapeOptions small(const fs::path& clips) {
  return {.data = Esc50Options{.root = clips.string()},
          .train_scenes = 4,
          .validation_scenes = 2,
          .test_scenes = 3,
          .validation_fraction = 0.25};
}

fs::path make_clips(const test::TemporaryFolder& folder) {
  const fs::path clips = folder.path() / "clips";
  synthesize_clips({.clips_per_class = 12, .num_folds = 2, .clip_seconds = 2, .sample_rate = 16000},
                   clips);
  return clips;
}

TEST(SynthesizeSoundscapes, TheSameOptionsGiveTheSameBytesOnAnyNumberOfThreads) {
  const test::TemporaryFolder folder;
  const SoundscapeOptions options = small(make_clips(folder));
  const SoundscapeReport report = synthesize_soundscapes(options, folder.path() / "one", 1);
  synthesize_soundscapes(options, folder.path() / "two", 2);
  EXPECT_EQ(report.num_scenes, 18);
  EXPECT_EQ(report.seconds, 180);
  const std::string sums = core::read_file(folder.path() / "one" / "SHA256SUMS");
  EXPECT_EQ(sums, core::read_file(folder.path() / "two" / "SHA256SUMS"));
  EXPECT_EQ(std::count(sums.begin(), sums.end(), '\n'), 18 * 2 + 6);
}

TEST(SynthesizeSoundscapes, TablesAndSoundAgree) {
  const test::TemporaryFolder folder;
  const fs::path scenes = folder.path() / "scenes";
  const SoundscapeReport report = synthesize_soundscapes(small(make_clips(folder)), scenes);
  const events::EventTable reference = events::read_event_table(scenes / "meta" / "events.tsv");
  EXPECT_EQ(reference.size(), 18u);
  int64_t num_events = 0;
  for (const auto& [filename, list] : reference) {
    num_events += std::ssize(list);
    EXPECT_EQ(audio::read_audio_info(scenes / "audio" / filename).seconds(), 10) << filename;
  }
  EXPECT_EQ(num_events, report.num_events);
  EXPECT_EQ(events::read_durations(scenes / "meta" / "durations.tsv").size(), 18u);
  EXPECT_NO_THROW(check_soundscape_sources(scenes));
}

TEST(SynthesizeSoundscapes, ASourceFromAnotherFoldIsFound) {
  const test::TemporaryFolder folder;
  const fs::path scenes = folder.path() / "scenes";
  synthesize_soundscapes(small(make_clips(folder)), scenes);
  const fs::path path = scenes / "meta" / "sources.csv";
  const std::string good = core::read_file(path);
  const core::CsvTable table = core::read_csv(path);
  const auto first_clip = std::find_if(
      table.rows.begin(), table.rows.end(),
      [&](const core::CsvRow& row) { return !row.fields[table.column("clip")].empty(); });
  ASSERT_NE(first_clip, table.rows.end());

  const auto with = [&](std::string_view column, const std::string& value) {
    core::CsvRow row = *first_clip;
    row.fields[table.column(column)] = value;
    core::write_file_atomically(path, good + core::csv_line(row.fields));
  };
  with("fold", "2");
  EXPECT_THAT([&] { check_soundscape_sources(scenes); },
              testing::ThrowsMessage<core::CheckFailed>(testing::HasSubstr("another fold")));
  with("filename", "fold1-validation-00001.flac");
  EXPECT_THAT([&] { check_soundscape_sources(scenes); },
              testing::ThrowsMessage<core::CheckFailed>(
                  testing::HasSubstr("in training and validation scenes")));
  with("filename", "fold9-train-00001.flac");
  EXPECT_THROW(check_soundscape_sources(scenes), core::CheckFailed);
}

TEST(SynthesizeSoundscapes, ShippedRecipesAreValid) {
  size_t count = 0;
  for (const auto& entry :
       fs::directory_iterator(test::source_folder() / "recipes" / "soundscapes")) {
    SCOPED_TRACE(entry.path());
    EXPECT_NO_THROW(check_soundscape_options(
        core::parse_options<SoundscapeOptions>(core::read_extended_toml(entry.path()))));
    ++count;
  }
  EXPECT_GE(count, 2u);
}

TEST(SynthesizeSoundscapes, AFullFolderIsLeftAlone) {
  const test::TemporaryFolder folder;
  const SoundscapeOptions options = small(make_clips(folder));
  core::make_folder(folder.path() / "scenes");
  core::write_file_atomically(folder.path() / "scenes" / "note", "mine");
  EXPECT_THROW(synthesize_soundscapes(options, folder.path() / "scenes"), core::InvalidOptions);
  SoundscapeOptions none = options;
  none.train_scenes = none.validation_scenes = none.test_scenes = 0;
  EXPECT_THROW(synthesize_soundscapes(none, folder.path() / "none"), core::InvalidOptions);
  SoundscapeOptions of_scenes = options;
  of_scenes.data = SoundscapeFolderOptions{.root = (folder.path() / "scenes").string()};
  EXPECT_THROW(synthesize_soundscapes(of_scenes, folder.path() / "none"), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::data
