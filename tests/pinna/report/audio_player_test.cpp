#include "pinna/report/audio_player.h"

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/files.h"

namespace pinna::report {
namespace {

TEST(AudioPlayer, HoldsTheBytesOfSmallRecordings) {
  const test::TemporaryFolder folder;
  core::write_file_atomically(folder / "a.ogg", "foobar");
  EXPECT_THAT(audio_player(folder / "a.ogg", 6),
              testing::HasSubstr("src=\"data:audio/ogg;base64,Zm9vYmFy\""));
}

TEST(AudioPlayer, AbsentLargeAndOtherFilesHaveNone) {
  const test::TemporaryFolder folder;
  core::write_file_atomically(folder / "a.ogg", "foobar");
  core::write_file_atomically(folder / "a.txt", "foobar");
  EXPECT_EQ(audio_player(folder / "a.ogg", 5), "");
  EXPECT_EQ(audio_player(folder / "a.txt", 99), "");
  EXPECT_EQ(audio_player(folder / "b.ogg", 99), "");
}

}  // namespace
}  // namespace pinna::report
