// Every feature against the numbers of librosa 0.11.0 and torchaudio 0.13.1, through the library.
#include <string>
#include <vector>

#include "tests/support/golden_cases.h"
#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/audio/resample.h"
#include "pinna/core/npy.h"
#include "pinna/features/feature.h"
#include "pinna/features/matrix_array.h"

namespace pinna::features {
namespace {

using test::GoldenCase;
using test::GoldenKind;

core::Array result_of(const GoldenCase& golden) {
  const auto feature = make_feature(parse_feature(golden.options));
  if (golden.kind.result == GoldenKind::Result::bank) {
    const auto bank = feature->bank();
    return core::Array::from(bank->dense(), {bank->num_bands(), bank->num_bins});
  }
  const core::Array input = core::read_npy(golden.input);
  const auto samples = input.as_float32();
  const audio::Waveform recording = audio::resample({.samples = {samples.begin(), samples.end()},
                                                     .num_channels = 1,
                                                     .sample_rate = golden.input_rate},
                                                    feature->sample_rate(), golden.resampling);
  return to_array(*feature, feature->compute(recording.samples));
}

TEST(Golden, EveryCase) {
  REQUIRE_SHARED(test::shared_path("golden/features"));
  const std::vector<GoldenCase> cases = test::read_golden_cases();
  EXPECT_EQ(cases.size(), 145);
  for (const GoldenCase& golden : cases) {
    SCOPED_TRACE(golden.name);
    const core::Array got = result_of(golden);
    ASSERT_EQ(got.shape, golden.expected.shape);
    EXPECT_LE(golden.error_of(got), golden.kind.tolerance);
  }
}

}  // namespace
}  // namespace pinna::features
