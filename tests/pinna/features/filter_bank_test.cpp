#include "pinna/features/filter_bank.h"

#include <gtest/gtest.h>

namespace pinna::features {
namespace {

TEST(FilterBank, IsFoundInsideOptionsThatIncludeMel) {
  const MelOptions mel = resolved(MelOptions{.n_mels = 12});
  for (const FeatureOptions& options :
       {FeatureOptions{MelOptions{mel}}, FeatureOptions{LogMelOptions{.mel = mel}},
        FeatureOptions{MfccOptions{.log_mel = {.mel = mel}}},
        FeatureOptions{PcenOptions{.mel = mel}},
        FeatureOptions{TempogramOptions{.onset = {.log_mel = {.mel = mel}}}}}) {
    const auto bank = filter_bank(options);
    ASSERT_TRUE(bank);
    EXPECT_EQ(bank->bands.dense(), mel_bank(mel).dense());
    EXPECT_EQ(bank->spectrum, mel.spectrum);
  }
}

TEST(FilterBank, OtherFeaturesHaveNone) {
  EXPECT_FALSE(filter_bank(SpectrogramOptions{}));
  EXPECT_FALSE(filter_bank(YinOptions{}));
}

TEST(AnalysisSpectrum, IsFoundWhereThereIsOne) {
  const SpectrumOptions spectrum = resolved(SpectrumOptions{.n_fft = 256});
  EXPECT_EQ(analysis_spectrum(SpectrogramOptions{.spectrum = spectrum}), spectrum);
  EXPECT_EQ(analysis_spectrum(LogMelOptions{.mel = {.spectrum = spectrum}}), spectrum);
  EXPECT_EQ(analysis_spectrum(HpssHarmonicOptions{.hpss = {.spectrum = spectrum}}), spectrum);
  EXPECT_FALSE(analysis_spectrum(YinOptions{}));
}

}  // namespace
}  // namespace pinna::features
