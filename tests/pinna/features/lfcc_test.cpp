#include "pinna/features/lfcc.h"

#include <cmath>

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

TEST(Lfcc, SilenceHasOnlyAFirstCoefficient) {
  const FeatureMatrix lfcc = Lfcc({}).compute(std::vector<float>(5000));
  EXPECT_EQ(lfcc.bins, 20);
  for (int64_t f = 0; f < lfcc.frames; ++f) {
    EXPECT_NEAR(lfcc.at(0, f), -100 * std::sqrt(64.0), 1e-3);
    for (int64_t n = 1; n < lfcc.bins; ++n) EXPECT_NEAR(lfcc.at(n, f), 0, 1e-3);
  }
}

TEST(Lfcc, BandsHaveEqualWidth) {
  const LogMelOptions bands = resolved(LfccOptions{}).bands();
  const std::vector<double> centers = mel_centers(resolved(bands.mel));
  EXPECT_NEAR(centers[0], 11025.0 / 65, 1e-9);
  EXPECT_NEAR(centers[63], 11025.0 * 64 / 65, 1e-9);
}

TEST(Lfcc, StreamEqualsTheWholeClip) {
  LfccOptions options;
  options.level = {.log = LogKind::ln, .amin = 1e-6, .amin_mode = AminMode::add};
  const Lfcc feature(options);
  const std::vector<float> clip = test::noise_clip(30000);
  EXPECT_LT(test::largest_difference(test::streamed(feature, clip, 5), feature.compute(clip)),
            1e-5);
}

TEST(Lfcc, BadOptionsNameTheirOwnFields) {
  EXPECT_THROW(Lfcc({.n_filter = 10, .n_lfcc = 11}), core::InvalidOptions);
  EXPECT_THROW(Lfcc({.n_filter = 1, .n_lfcc = 1, .dct_type = 1}), core::InvalidOptions);
  try {
    Lfcc({.n_filter = 0});
    FAIL();
  } catch (const core::InvalidOptions& error) {
    EXPECT_EQ(error.parts().what, "n_filter");
  }
}

}  // namespace
}  // namespace pinna::features
