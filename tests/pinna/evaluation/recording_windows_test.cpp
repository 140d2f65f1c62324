#include "pinna/evaluation/recording_windows.h"

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/audio/encode.h"
#include "pinna/core/error.h"
#include "pinna/evaluation/classifier.h"

namespace pinna::evaluation {
namespace {

class Recordings : public testing::Test {
 protected:
  std::filesystem::path recording(const std::string& name, size_t samples) const {
    audio::write_audio(folder_ / name,
                       {.samples = std::vector<float>(samples, 0.1F), .sample_rate = 8000});
    return folder_ / name;
  }
  const test::TemporaryFolder folder_;
  const Classifier classifier_{.labels = {"dog", "rain"}, .input = {.clip_seconds = 1}};
};

TEST_F(Recordings, AreCutIntoConsecutiveWindows) {
  const RecordingWindows windows =
      recording_windows(classifier_, {recording("long.wav", 20000), recording("short.wav", 100)});
  EXPECT_EQ(windows.owner, (std::vector<size_t>{0, 0, 0, 1}));
  ASSERT_EQ(windows.table.clips.size(), 4U);
  EXPECT_EQ(windows.table.labels, classifier_.labels);
  for (size_t i = 0; i < 3; ++i)
    EXPECT_DOUBLE_EQ(windows.table.clips[i].onset, static_cast<double>(i));
  EXPECT_EQ(windows.table.clips[3].onset, 0);
  EXPECT_EQ(windows.table.clips[3].path, folder_ / "short.wav");
}

TEST_F(Recordings, OfAWholeNumberOfClipsHaveNoEmptyWindow) {
  EXPECT_EQ(recording_windows(classifier_, {recording("two.wav", 16000)}).owner.size(), 2U);
}

TEST_F(Recordings, ThatCannotBeReadAreNamed) {
  try {
    recording_windows(classifier_, {folder_ / "absent.wav"});
    FAIL();
  } catch (const core::MissingInput& error) {
    EXPECT_NE(std::string(error.what()).find("absent.wav"), std::string::npos);
  }
}

}  // namespace
}  // namespace pinna::evaluation
