#include "pinna/features/log_mel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::features {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<float> sine(double hz, double amplitude, int64_t sample_rate, int64_t length) {
  std::vector<float> samples;
  for (int64_t i = 0; i < length; ++i)
    samples.push_back(
        static_cast<float>(amplitude * std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) /
                                                static_cast<double>(sample_rate))));
  return samples;
}

std::vector<float> noise(size_t length, double amplitude = 0.5) {
  core::Random random(3);
  std::vector<float> samples(length);
  for (float& sample : samples) sample = static_cast<float>(random.uniform(-amplitude, amplitude));
  return samples;
}

FeatureMatrix compute(const LogMelOptions& options, const std::vector<float>& samples) {
  return LogMel(options).compute(samples);
}

float largest(const FeatureMatrix& matrix) {
  return *std::max_element(matrix.values.begin(), matrix.values.end());
}

bool all_finite(const FeatureMatrix& matrix) {
  return std::all_of(matrix.values.begin(), matrix.values.end(),
                     [](float value) { return std::isfinite(value); });
}

int64_t loudest_band(const FeatureMatrix& matrix, int64_t frame) {
  int64_t best = 0;
  for (int64_t band = 1; band < matrix.bins; ++band)
    if (matrix.at(band, frame) > matrix.at(best, frame)) best = band;
  return best;
}

TEST(LogMel, ShapeIsBandsByFrames) {
  const LogMel log_mel(LogMelOptions{});
  const FeatureMatrix matrix = log_mel.compute(noise(22050));
  EXPECT_EQ(matrix.bins, 64);
  EXPECT_EQ(matrix.frames, 44);
  EXPECT_EQ(log_mel.num_bins(), 64);
  EXPECT_EQ(log_mel.num_frames(22050), 44);
  EXPECT_EQ(log_mel.sample_rate(), 22050);
}

TEST(LogMel, SineIsLoudestInTheBandAroundIt) {
  const LogMelOptions options{.mel = {.spectrum = {.n_fft = 2048}}};
  const double top = dsp::hz_to_scale(11025, dsp::FrequencyScale::slaney);
  for (const int64_t band : {5, 20, 40, 60}) {
    const double hz =
        dsp::scale_to_hz(top * static_cast<double>(band + 1) / 65.0, dsp::FrequencyScale::slaney);
    EXPECT_EQ(loudest_band(compute(options, sine(hz, 0.5, 22050, 22050)), 20), band) << hz;
  }
}

// A sine of amplitude A on a bin has |X| = A / 2 * sum of the window there; one wide band with
// weight 1 on that bin only measures it.
TEST(LogMel, SineOnABinHasItsClosedFormLevel) {
  const LogMelOptions options{.mel = {.spectrum = {.sample_rate = 16000,
                                                   .n_fft = 512,
                                                   .window = dsp::WindowShape::rectangular},
                                      .n_mels = 255,
                                      .f_min = 0,
                                      .f_max = 8000,
                                      .mel_scale = dsp::FrequencyScale::linear,
                                      .mel_norm = dsp::BandNorm::none},
                              .level = {.top_db = std::nullopt}};
  const FeatureMatrix matrix = compute(options, sine(100 * 31.25, 0.5, 16000, 8000));
  EXPECT_NEAR(matrix.at(99, 5), 20 * std::log10(0.25 * 512), 1e-4);
}

TEST(LogMel, SilenceMapsToTheFloor) {
  LogMelOptions options{.level = {.top_db = std::nullopt}};
  const std::vector<float> silence(5000, 0.0f);
  EXPECT_THAT(compute(options, silence).values, Each(testing::FloatNear(-100, 1e-4f)));
  options.level.log = LogKind::ln;
  EXPECT_THAT(compute(options, silence).values, Each(testing::FloatNear(-23.02585f, 1e-5f)));
  options.level.log = LogKind::none;
  EXPECT_THAT(compute(options, silence).values, Each(0));
}

TEST(LogMel, ImpulseIsFlat) {
  std::vector<float> samples(4096);
  samples[2048] = 1;
  const FeatureMatrix matrix =
      compute({.mel = {.spectrum = {.window = dsp::WindowShape::rectangular},
                       .power = 1,
                       .mel_norm = dsp::BandNorm::none},
               .level = {.log = LogKind::none}},
              samples);
  const dsp::BandMatrix bank = mel_bank(resolved(MelOptions{.mel_norm = dsp::BandNorm::none}));
  for (int64_t b = 0; b < bank.num_bands(); ++b) {
    const auto& band = bank.bands[static_cast<size_t>(b)];
    double sum = 0;
    for (int64_t i = 0; i < band.num_bins; ++i)
      sum += bank.weights[static_cast<size_t>(band.first_weight + i)];
    EXPECT_NEAR(matrix.at(b, 4), sum, 1e-5 * sum);
  }
}

TEST(LogMel, ConstantSignalStaysInTheLowestBands) {
  const FeatureMatrix matrix = compute({.level = {.log = LogKind::none, .top_db = std::nullopt}},
                                       std::vector<float>(8192, 1.0f));
  for (int64_t band = 3; band < matrix.bins; ++band)
    EXPECT_LE(matrix.at(band, 8), 1e-6f * matrix.at(0, 8)) << band;
}

TEST(LogMel, FullScaleSquareWaveIsFinite) {
  std::vector<float> square(20000);
  for (size_t i = 0; i < square.size(); ++i) square[i] = i / 50 % 2 == 0 ? 1.0f : -1.0f;
  EXPECT_TRUE(all_finite(compute({}, square)));
}

TEST(LogMel, OneSampleGivesOneFrame) {
  for (const dsp::PadMode mode :
       {dsp::PadMode::constant, dsp::PadMode::reflect, dsp::PadMode::replicate}) {
    const FeatureMatrix matrix = compute({.mel = {.spectrum = {.pad_mode = mode}}}, {0.5f});
    EXPECT_EQ(matrix.frames, 1);
    EXPECT_TRUE(all_finite(matrix));
  }
}

TEST(LogMel, DecibelsAreTheLogarithmOfTheMelSpectrogram) {
  const std::vector<float> samples = noise(6000);
  for (const double power : {1.0, 2.0, 0.7}) {
    LogMelOptions options{.mel = {.power = power},
                          .level = {.log = LogKind::none, .top_db = std::nullopt}};
    const FeatureMatrix mel = compute(options, samples);
    options.level.log = LogKind::db;
    const FeatureMatrix db = compute(options, samples);
    options.level.log = LogKind::ln;
    const FeatureMatrix ln = compute(options, samples);
    options.level.log = LogKind::log10;
    const FeatureMatrix log10 = compute(options, samples);
    for (size_t i = 0; i < mel.values.size(); ++i) {
      const double x = std::log10(static_cast<double>(mel.values[i]));
      ASSERT_NEAR(db.values[i], 20 / power * x, 2e-5);
      ASSERT_NEAR(log10.values[i], x, 2e-6);
      ASSERT_NEAR(ln.values[i], x * std::numbers::ln10, 4e-6);
    }
  }
}

TEST(LogMel, RefSetsZeroDecibels) {
  const std::vector<float> samples = noise(6000);
  const FeatureMatrix plain = compute({.level = {.top_db = std::nullopt}}, samples);
  const FeatureMatrix hundred = compute({.level = {.ref = 100.0, .top_db = std::nullopt}}, samples);
  const FeatureMatrix relative =
      compute({.level = {.ref = ClipReference::max, .top_db = std::nullopt}}, samples);
  EXPECT_EQ(largest(relative), 0);
  for (size_t i = 0; i < plain.values.size(); ++i) {
    ASSERT_NEAR(hundred.values[i], plain.values[i] - 20, 2e-5);
    ASSERT_NEAR(relative.values[i], plain.values[i] - largest(plain), 2e-5);
  }
}

TEST(LogMel, TopDbLimitsTheRangeBelowTheClipsMaximum) {
  std::vector<float> samples = noise(30000);
  std::fill(samples.begin() + 10000, samples.end(), 0.0f);
  const FeatureMatrix matrix = compute({.level = {.top_db = 60}}, samples);
  EXPECT_NEAR(*std::min_element(matrix.values.begin(), matrix.values.end()), largest(matrix) - 60,
              1e-4);
}

TEST(LogMel, AddedAminOfOneIsLog1p) {
  const std::vector<float> samples = noise(4096, 0.001);
  const FeatureMatrix mel = compute({.level = {.log = LogKind::none}}, samples);
  const FeatureMatrix logged =
      compute({.level = {.log = LogKind::ln, .amin = 1, .amin_mode = AminMode::add}}, samples);
  for (size_t i = 0; i < mel.values.size(); ++i)
    ASSERT_NEAR(logged.values[i], std::log1p(mel.values[i]), 2e-7);
}

TEST(LogMel, NormalizedDividesByTheWindowsEnergy) {
  const std::vector<float> samples = noise(6000);
  const FeatureMatrix plain = compute({.level = {.log = LogKind::none}}, samples);
  const FeatureMatrix normalized = compute(
      {.mel = {.spectrum = {.normalized = true}}, .level = {.log = LogKind::none}}, samples);
  const double energy = 1024 * 0.375;  // of the periodic Hann window
  for (size_t i = 0; i < plain.values.size(); ++i)
    ASSERT_NEAR(normalized.values[i] * energy, plain.values[i], 1e-5 * plain.values[i]);
}

TEST(LogMel, ShortWindowStandsInTheMiddle) {
  LogMelOptions options{.mel = {.spectrum = {.n_fft = 512, .win_length = 400}},
                        .level = {.log = LogKind::none}};
  const std::vector<double> window = analysis_window(resolved(options).mel.spectrum);
  EXPECT_EQ(window.size(), 512);
  EXPECT_EQ(window[56], 0);
  EXPECT_GT(window[57], 0);
  EXPECT_EQ(window[256], 1);
}

TEST(LogMel, EveryInstructionSetAgrees) {
  const std::vector<float> samples = noise(30000);
  for (const int64_t n_fft : {400, 512, 1000, 1024, 2048}) {
    const LogMelOptions options{
        .mel = {.spectrum = {.n_fft = n_fft, .hop_length = 160}, .n_mels = 40}};
    const FeatureMatrix expected = compute(options, samples);
    for (const dsp::Kernels* kernels : dsp::available_kernels()) {
      const FeatureMatrix got = LogMel(options, *kernels).compute(samples);
      for (size_t i = 0; i < expected.values.size(); ++i)
        ASSERT_NEAR(got.values[i], expected.values[i], 1e-3) << kernels->name << " " << n_fft;
    }
  }
}

TEST(LogMel, AFrameDoesNotDependOnItsNeighbours) {
  const std::vector<float> samples = noise(22050);
  const LogMelOptions options{.mel = {.spectrum = {.center = false}},
                              .level = {.top_db = std::nullopt}};
  const FeatureMatrix whole = compute(options, samples);
  for (const int64_t frame : {0, 1, 7, 17, 40}) {
    const auto first = samples.begin() + frame * 512;
    const FeatureMatrix alone = compute(options, {first, first + 1024});
    ASSERT_EQ(alone.frames, 1);
    for (int64_t band = 0; band < whole.bins; ++band)
      ASSERT_EQ(alone.at(band, 0), whole.at(band, frame));
  }
}

TEST(LogMel, FourThreadsGetTheSameNumbers) {
  const LogMel log_mel(LogMelOptions{});
  const std::vector<float> samples = noise(44100);
  const FeatureMatrix expected = log_mel.compute(samples);
  std::vector<FeatureMatrix> got(4);
  {
    std::vector<std::jthread> threads;
    for (FeatureMatrix& matrix : got)
      threads.emplace_back([&] {
        for (int round = 0; round < 5; ++round) log_mel.compute_into(samples, matrix);
      });
  }
  for (const FeatureMatrix& matrix : got) EXPECT_EQ(matrix.values, expected.values);
}

TEST(LogMel, AMatrixIsUsedAgainForAnotherLength) {
  const LogMel log_mel(LogMelOptions{});
  FeatureMatrix matrix = log_mel.compute(noise(30000));
  log_mel.compute_into(noise(9000), matrix);
  EXPECT_EQ(matrix.values, log_mel.compute(noise(9000)).values);
}

TEST(LogMel, SamplesBeyondTheArithmeticAreRefused) {
  std::vector<float> samples = noise(5000);
  for (float& sample : samples) sample *= 0x1p31f;
  EXPECT_TRUE(all_finite(compute({}, samples)));
  samples[77] = 0x1p120f;
  try {
    compute({}, samples);
    FAIL() << "a sample of 2^120 went through";
  } catch (const core::BadData& error) {
    EXPECT_THAT(error.what(), HasSubstr("sample 77"));
  }
}

RC_GTEST_PROP(LogMel, FiniteInputGivesFiniteOutput, ()) {
  const auto exponent = *rc::gen::inRange(-149, 20);
  const auto shape = *rc::gen::container<std::vector<int8_t>>(rc::gen::arbitrary<int8_t>());
  RC_PRE(!shape.empty());
  std::vector<float> samples;
  for (const int8_t value : shape)
    samples.push_back(std::ldexp(static_cast<float>(value) / 128, exponent));
  LogMelOptions options{
      .mel = {.spectrum = {.n_fft = *rc::gen::element<int64_t>(16, 30, 64, 100)}, .n_mels = 5}};
  options.mel.spectrum.hop_length = 7;
  options.mel.power = *rc::gen::element(1.0, 2.0, 3.3);
  options.level.log = *rc::gen::element(LogKind::db, LogKind::ln, LogKind::none);
  options.mel.spectrum.pad_mode = *rc::gen::element(dsp::PadMode::constant, dsp::PadMode::reflect);
  options.level.amin_mode = *rc::gen::element(AminMode::clamp, AminMode::add);
  RC_ASSERT(all_finite(compute(options, samples)));
}

TEST(LogMel, BadSamplesAreNamed) {
  std::vector<float> samples = noise(5000);
  samples[1234] = std::numeric_limits<float>::quiet_NaN();
  try {
    compute({}, samples);
    FAIL() << "a NaN went through";
  } catch (const core::BadData& error) {
    EXPECT_THAT(error.what(), HasSubstr("sample 1234"));
  }
  samples[1234] = std::numeric_limits<float>::infinity();
  EXPECT_THROW(compute({.level = {.log = LogKind::none}}, samples), core::BadData);
}

TEST(LogMel, TooShortClipsAreRefused) {
  EXPECT_THROW(compute({}, {}), core::BadData);
  EXPECT_THROW(compute({.mel = {.spectrum = {.center = false}}}, noise(1023)), core::BadData);
  EXPECT_EQ(compute({.mel = {.spectrum = {.center = false}}}, noise(1024)).frames, 1);
}

std::string complaint(const LogMelOptions& options) {
  try {
    LogMel{options};
  } catch (const core::InvalidOptions& error) {
    return error.what();
  }
  return "none";
}

TEST(LogMel, BadOptionsNameTheirField) {
  EXPECT_THAT(complaint({.mel = {.spectrum = {.sample_rate = 0}}}), HasSubstr("sample_rate"));
  EXPECT_THAT(complaint({.mel = {.spectrum = {.n_fft = 1}}}), HasSubstr("n_fft"));
  EXPECT_THAT(complaint({.mel = {.spectrum = {.win_length = 2000}}}), HasSubstr("win_length"));
  EXPECT_THAT(complaint({.mel = {.spectrum = {.hop_length = 0}}}), HasSubstr("hop_length"));
  EXPECT_THAT(complaint({.mel = {.power = 0}}), HasSubstr("power"));
  EXPECT_THAT(complaint({.mel = {.n_mels = 0}}), HasSubstr("n_mels"));
  EXPECT_THAT(complaint({.mel = {.f_min = 12000}}), HasSubstr("f_min"));
  EXPECT_THAT(complaint({.mel = {.f_max = 12000}}), HasSubstr("f_max"));
  EXPECT_THAT(complaint({.level = {.amin = 0}}), HasSubstr("amin"));
  EXPECT_THAT(complaint({.level = {.ref = -1.0}}), HasSubstr("ref"));
  EXPECT_THAT(complaint({.level = {.top_db = -1}}), HasSubstr("top_db"));
}

TEST(LogMel, WindowOfZerosIsRefused) {
  for (const dsp::WindowShape shape : {dsp::WindowShape::hann, dsp::WindowShape::blackman})
    EXPECT_THAT(complaint({.mel = {.spectrum = {.win_length = 2,
                                                .window = shape,
                                                .window_symmetry = dsp::WindowSymmetry::symmetric,
                                                .normalized = true}}}),
                HasSubstr("window"));
  const LogMelOptions one_sample{.mel = {.spectrum = {.win_length = 1, .normalized = true}}};
  EXPECT_TRUE(all_finite(compute(one_sample, noise(3000))));
}

TEST(LogMel, EmptyBandsAreWarnedAbout) {
  EXPECT_THAT(LogMel(LogMelOptions{}).warnings(), IsEmpty());
  const std::vector<std::string> warnings =
      LogMel({.mel = {.spectrum = {.sample_rate = 44100, .n_fft = 512}, .n_mels = 128}}).warnings();
  ASSERT_EQ(warnings.size(), 1);
  EXPECT_THAT(warnings[0], HasSubstr("raise n_fft"));
}

}  // namespace
}  // namespace pinna::features
