#include "pinna/dsp/frequency_scale.h"

#include <cmath>

#include <gtest/gtest.h>

namespace pinna::dsp {
namespace {

TEST(FrequencyScale, HtkGivesAThousandMelAtAThousandHertz) {
  EXPECT_NEAR(hz_to_scale(1000, FrequencyScale::htk), 1000, 0.02);
  EXPECT_EQ(hz_to_scale(0, FrequencyScale::htk), 0);
}

TEST(FrequencyScale, SlaneyIsLinearBelowItsKneeAndLogarithmicAbove) {
  EXPECT_NEAR(hz_to_scale(60, FrequencyScale::slaney), 0.9, 1e-12);
  EXPECT_NEAR(hz_to_scale(1000, FrequencyScale::slaney), 15, 1e-12);
  EXPECT_NEAR(hz_to_scale(6400, FrequencyScale::slaney), 42, 1e-12);
}

TEST(FrequencyScale, LinearIsHertz) {
  EXPECT_EQ(hz_to_scale(440, FrequencyScale::linear), 440);
  EXPECT_EQ(scale_to_hz(440.0, FrequencyScale::linear), 440);
}

TEST(FrequencyScale, BackAndForthIsTheSameFrequency) {
  for (const FrequencyScale scale :
       {FrequencyScale::htk, FrequencyScale::slaney, FrequencyScale::linear})
    for (const double hz : {0.0, 20.0, 999.9, 1000.0, 1000.1, 8000.0, 48000.0}) {
      const double position = hz_to_scale(hz, scale);
      EXPECT_NEAR(scale_to_hz(position, scale), hz, 1e-9 * (1 + hz));
      EXPECT_NEAR(scale_to_hz(static_cast<float>(position), scale), hz, 3e-6 * (1 + hz));
    }
}

}  // namespace
}  // namespace pinna::dsp
