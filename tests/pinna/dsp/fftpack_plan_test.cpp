#include "pinna/dsp/fftpack_plan.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "tests/pinna/dsp/bit_digest.h"
#include "tests/pinna/dsp/naive_spectrum.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/dsp/kernels.h"
#include "pinna/dsp/scratch.h"

namespace pinna::dsp {
namespace {

/// One test for each instruction set that this processor has.
class FftpackTest : public testing::TestWithParam<const Kernels*> {
 protected:
  /// |X|^2 in the given lane; the other lanes transform something else.
  std::vector<float> power(const std::vector<float>& signal, int64_t lane) const {
    const Kernels& kernels = *GetParam();
    const FftpackPlan plan(static_cast<int64_t>(signal.size()));
    const std::vector<float> other(signal.size(), 1.0f);
    std::vector<const float*> frames(static_cast<size_t>(kernels.lanes), other.data());
    frames[static_cast<size_t>(lane)] = signal.data();
    Scratch work, output;
    float* block = output.floats(plan.tables().num_bins * kernels.lanes);
    kernels.fftpack_power(plan.tables(), frames.data(),
                          work.floats(kernels.work_floats(plan.tables())), block);
    std::vector<float> bins;
    for (int64_t bin = 0; bin < plan.tables().num_bins; ++bin)
      bins.push_back(block[bin * kernels.lanes + lane]);
    return bins;
  }
};

INSTANTIATE_TEST_SUITE_P(EveryInstructionSet, FftpackTest, testing::ValuesIn(available_kernels()),
                         [](const auto& set) { return std::string(set.param->name); });

std::vector<float> whole_numbers(int64_t count) {
  std::vector<float> values;
  for (int64_t i = 0; i < count; ++i)
    values.push_back(static_cast<float>((i * i * 31 + i * 17) % 1009 - 504));
  return values;
}

TEST_P(FftpackTest, PowerIsTheDefinition) {
  for (const int64_t n_fft :
       {2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 30, 42, 50, 64, 90, 400, 882, 1102, 1200}) {
    const std::vector<float> signal = whole_numbers(n_fft);
    const std::vector<double> expected =
        test::naive_power_spectrum(signal, std::vector<double>(signal.size(), 1.0));
    const double largest = std::ranges::max(expected);
    const std::vector<float> got = power(signal, GetParam()->lanes - 1);
    ASSERT_EQ(got.size(), expected.size());
    for (size_t bin = 0; bin < expected.size(); ++bin)
      EXPECT_NEAR(got[bin], expected[bin], 2e-6 * largest) << n_fft << " " << bin;
  }
}

/// The digests are those of x = torch.fft.rfft(signal), x.real * x.real + x.imag * x.imag, with
/// PyTorch 1.13.
TEST_P(FftpackTest, EveryBitIsPyTorchs) {
  const std::vector<std::pair<int64_t, uint32_t>> digests{
      {2, 0x8e710000},    {8, 0x6cfd7170},   {14, 0x48f3b3c6},  {22, 0x731b6a52},
      {64, 0x92d97ce5},   {398, 0x04a635e8}, {480, 0x35d76c38}, {512, 0x00766291},
      {600, 0x2a843e27},  {742, 0x50d27f7b}, {882, 0x295386ef}, {1102, 0xe945394e},
      {2046, 0xd4fe4bb8}, {2048, 0xb77b7336}};
  for (const auto& [n_fft, digest] : digests)
    for (const int64_t lane : {int64_t{0}, GetParam()->lanes - 1})
      EXPECT_EQ(test::bit_digest(power(whole_numbers(n_fft), lane)), digest) << n_fft;
}

TEST(FftpackPlan, OddAndImpossibleLengthsAreRefused) {
  for (const int64_t n_fft : {0, 1, 15, (1 << 20) + 2})
    EXPECT_THROW(FftpackPlan{n_fft}, core::InvalidOptions) << n_fft;
}

}  // namespace
}  // namespace pinna::dsp
