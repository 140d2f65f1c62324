#include "pinna/features/kaldi_frames.h"

#include <algorithm>

#include "tests/pinna/dsp/bit_digest.h"
#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/dsp/scratch.h"

namespace pinna::features {
namespace {

/// Power of bins and energy of frame 1, which each set of kernels has in lane 1.
std::vector<float> second_frame(const KaldiFrameOptions& options, const dsp::Kernels& kernels) {
  const KaldiFrames frames(options, kernels);
  dsp::Scratch scratch;
  float* power = scratch.floats((frames.num_bins() + 1) * kernels.lanes);
  frames.compute(test::noise_clip(3 * options.frame_samples()), 0, power,
                 power + frames.num_bins() * kernels.lanes);
  std::vector<float> values;
  for (int64_t row = 0; row <= frames.num_bins(); ++row)
    values.push_back(power[row * kernels.lanes + 1]);
  return values;
}

TEST(KaldiFrames, EveryProcessorGivesTheSameBits) {
  for (const KaldiFrameOptions& options : std::initializer_list<KaldiFrameOptions>{
           {},
           {.sample_rate = 44100, .snip_edges = false},
           {.sample_rate = 22050, .scale = 1000, .raw_energy = false},
           {.frame_length = 24.875, .remove_dc_offset = false, .round_to_power_of_two = false}}) {
    const std::vector<float> expected = second_frame(options, *dsp::available_kernels().back());
    for (const dsp::Kernels* kernels : dsp::available_kernels())
      EXPECT_EQ(second_frame(options, *kernels), expected) << kernels->name;
  }
}

/// The digests are those of torchaudio.compliance.kaldi._feature_window_function, 0.13, on a
/// processor with AVX2.
TEST(KaldiFrames, EveryBitOfTheWindowsIsPyTorchs) {
  const auto digest = [](KaldiWindow window_type, double samples) {
    return pinna::test::bit_digest(kaldi_window(
        {.sample_rate = 1000000, .frame_length = samples / 1000, .window_type = window_type}));
  };
  EXPECT_EQ(digest(KaldiWindow::hamming, 400), 0x2bec5189);
  EXPECT_EQ(digest(KaldiWindow::hamming, 551), 0x3bad91c7);
  EXPECT_EQ(digest(KaldiWindow::hanning, 400), 0x298716c4);
  EXPECT_EQ(digest(KaldiWindow::hanning, 551), 0x038270c5);
  EXPECT_EQ(digest(KaldiWindow::povey, 400), 0x63e825ef);
  EXPECT_EQ(digest(KaldiWindow::povey, 551), 0x549eae4f);
  EXPECT_EQ(digest(KaldiWindow::rectangular, 551), 0xac800000);
  EXPECT_EQ(digest(KaldiWindow::blackman, 400), 0x0e471602);
  EXPECT_EQ(digest(KaldiWindow::blackman, 551), 0xb7acb7da);
}

}  // namespace
}  // namespace pinna::features
