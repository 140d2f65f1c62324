#include "pinna/features/analysis_spectrum.h"

#include <gtest/gtest.h>

namespace pinna::features {
namespace {

TEST(AnalysisSpectrum, IsFoundInsideOptionsThatIncludeOne) {
  const SpectrumOptions spectrum = resolved(SpectrumOptions{.n_fft = 256});
  const MelOptions mel{.spectrum = spectrum};
  for (const FeatureOptions& options :
       {FeatureOptions{SpectrogramOptions{.spectrum = spectrum}}, FeatureOptions{mel},
        FeatureOptions{LogMelOptions{.mel = mel}},
        FeatureOptions{MfccOptions{.log_mel = {.mel = mel}}},
        FeatureOptions{PcenOptions{.mel = mel}},
        FeatureOptions{TempogramOptions{.onset = {.log_mel = {.mel = mel}}}},
        FeatureOptions{HpssHarmonicOptions{.hpss = {.spectrum = spectrum}}}})
    EXPECT_EQ(analysis_spectrum(options), spectrum);
}

TEST(AnalysisSpectrum, OtherFeaturesHaveNone) {
  EXPECT_FALSE(analysis_spectrum(YinOptions{}));
}

}  // namespace
}  // namespace pinna::features
