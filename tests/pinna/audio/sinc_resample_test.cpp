#include "pinna/audio/sinc_resample.h"

#include <cmath>

#include <gtest/gtest.h>

namespace pinna::test {
namespace {

using namespace audio;

std::vector<float> resampled(int64_t rate, int64_t new_rate, const ResampleOptions& options) {
  std::vector<float> input;
  for (int i = 0; i < 20; ++i) input.push_back(static_cast<float>(i * 37 % 64) / 32 - 1);
  std::vector<float> output(static_cast<size_t>(sinc_length(20, rate, new_rate)));
  SincResampler(rate, new_rate, options).apply(input, output);
  return output;
}

void expect_near(const std::vector<float>& actual, const std::vector<double>& expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (size_t i = 0; i < actual.size(); ++i) EXPECT_NEAR(actual[i], expected[i], 1e-6) << i;
}

// The expected numbers are torchaudio.functional.resample's (0.13.1, float32) of
// [i * 37 % 64 / 32 - 1 for i in range(20)].

TEST(SincResampler, HannEqualsTorchaudio) {
  expect_near(resampled(441, 160, {.method = ResampleMethod::sinc_hann}),
              {-0.426483899, -0.017677272, 0.072430752, -0.338649958, 0.340128332, -0.172316909,
               0.069784679, 0.371695042});
}

TEST(SincResampler, KaiserEqualsTorchaudio) {
  expect_near(resampled(441, 160, {.method = ResampleMethod::sinc_kaiser}),
              {-0.407707512, -0.025259001, 0.058668979, -0.306374848, 0.305252701, -0.151869476,
               0.069753900, 0.357920021});
}

TEST(SincResampler, KaiserUpwardsEqualsTorchaudio) {
  expect_near(resampled(3, 5, {.method = ResampleMethod::sinc_kaiser}),
              {-0.984769881, -0.238148391, 0.073274583,  -0.608185649, -0.274579495, 0.449734151,
               -0.071048044, -0.262653440, 0.579170585,  0.734686494,  -0.062500000, -0.859686434,
               -0.704171062, 0.137648687,  -0.053868305, -0.574794888, 0.147874355,  0.487309068,
               -0.189360544, 0.071648464,  0.865000069,  0.624780834,  -0.283429861, -0.854991972,
               -0.320270032, 0.327300251,  -0.221825287, -0.355964839, 0.513906538,  0.370105714,
               -0.169241637, 0.525732219,  0.934602916,  0.228970528});
}

TEST(SincResampler, WidthRolloffAndBetaEqualTorchaudio) {
  expect_near(resampled(5, 3,
                        {.method = ResampleMethod::sinc_kaiser,
                         .lowpass_filter_width = 16,
                         .rolloff = 0.85,
                         .beta = 8.555504641634386}),
              {-0.433684677, -0.332351208, 0.117265970, 0.234335855, -0.276610732, -0.334577978,
               0.137137339, 0.367286444, -0.086041182, -0.288804650, 0.141056642, 0.419961244});
}

TEST(SincResampler, CommonFactorsOfTheRatesDoNotMatter) {
  EXPECT_EQ(resampled(44100, 16000, {.method = ResampleMethod::sinc_hann}),
            resampled(441, 160, {.method = ResampleMethod::sinc_hann}));
}

TEST(SincLength, IsTheExactCeiling) {
  EXPECT_EQ(sinc_length(110250, 22050, 16000), 80000);
  EXPECT_EQ(sinc_length(110251, 22050, 16000), 80001);
  EXPECT_EQ(sinc_length(0, 22050, 16000), 0);
  EXPECT_EQ(sinc_length(int64_t{1} << 40, 767999, 768000), 1099513059434);
}

}  // namespace
}  // namespace pinna::test
