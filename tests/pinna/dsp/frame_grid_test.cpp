#include "pinna/dsp/frame_grid.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::dsp {
namespace {

using testing::ElementsAre;

std::vector<float> frame_of(const FrameGrid& grid, const std::vector<float>& signal,
                            int64_t frame) {
  std::vector<float> samples(static_cast<size_t>(grid.n_fft));
  grid.copy_frame(signal, frame, samples.data());
  return samples;
}

TEST(FrameGrid, CentredClipsHaveOneFrameMoreThanHops) {
  const FrameGrid grid{.n_fft = 2048, .hop_length = 512};
  EXPECT_EQ(grid.num_frames(110250), 216);
  EXPECT_EQ(grid.num_frames(1), 1);
  EXPECT_EQ(grid.num_frames(511), 1);
  EXPECT_EQ(grid.num_frames(512), 2);
  EXPECT_EQ(grid.num_frames(0), 0);
}

TEST(FrameGrid, CentredFramesOfOddLengthNeedASampleAtTheirMiddle) {
  const FrameGrid grid{.n_fft = 2047, .hop_length = 512};
  EXPECT_EQ(grid.num_frames(512), 1);
  EXPECT_EQ(grid.num_frames(513), 2);
}

TEST(FrameGrid, UncentredFramesStayInside) {
  const FrameGrid grid{.n_fft = 8, .hop_length = 3, .center = false};
  EXPECT_EQ(grid.num_frames(7), 0);
  EXPECT_EQ(grid.num_frames(8), 1);
  EXPECT_EQ(grid.num_frames(10), 1);
  EXPECT_EQ(grid.num_frames(11), 2);
  EXPECT_EQ(grid.first_sample(1), 3);
}

TEST(FrameGrid, EachPadModeContinuesTheSignal) {
  const std::vector<float> signal{1, 2, 3, 4, 5};
  FrameGrid grid{.n_fft = 6, .hop_length = 5, .pad_mode = PadMode::constant};
  EXPECT_THAT(frame_of(grid, signal, 0), ElementsAre(0, 0, 0, 1, 2, 3));
  EXPECT_THAT(frame_of(grid, signal, 1), ElementsAre(3, 4, 5, 0, 0, 0));
  grid.pad_mode = PadMode::reflect;
  EXPECT_THAT(frame_of(grid, signal, 0), ElementsAre(4, 3, 2, 1, 2, 3));
  EXPECT_THAT(frame_of(grid, signal, 1), ElementsAre(3, 4, 5, 4, 3, 2));
  grid.pad_mode = PadMode::replicate;
  EXPECT_THAT(frame_of(grid, signal, 0), ElementsAre(1, 1, 1, 1, 2, 3));
  EXPECT_THAT(frame_of(grid, signal, 1), ElementsAre(3, 4, 5, 5, 5, 5));
}

// numpy.pad([1, 2, 3], 5, mode="reflect")
TEST(FrameGrid, ShortSignalsAreReflectedAgainAndAgain) {
  const FrameGrid grid{.n_fft = 13, .hop_length = 1};
  EXPECT_EQ(grid.padding(), 6);
  EXPECT_THAT(frame_of(grid, {1, 2, 3}, 0), ElementsAre(3, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3));
  EXPECT_THAT(frame_of(grid, {7}, 0), testing::Each(7));
}

}  // namespace
}  // namespace pinna::dsp
