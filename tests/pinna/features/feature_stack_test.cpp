#include "pinna/features/feature_stack.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "tests/pinna/features/streaming.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

using testing::HasSubstr;

std::unique_ptr<Feature> stack_of(std::string_view toml) {
  return make_feature(parse_feature(core::parse_toml("type = 'stack'\n" + std::string(toml), "")));
}

std::string complaint(std::string_view toml) {
  try {
    stack_of(toml);
  } catch (const core::InvalidOptions& error) {
    return error.what();
  }
  return "none";
}

FeatureMatrix channel_of(const FeatureMatrix& stack, int64_t bins, int64_t index) {
  FeatureMatrix channel(bins, stack.frames);
  const auto start = stack.values.begin() + index * bins * stack.frames;
  std::copy_n(start, bins * stack.frames, channel.values.begin());
  return channel;
}

TEST(FeatureStack, ChannelsOfOneTransformAreTheFeaturesBitForBit) {
  const auto clip = test::noise_clip(30000);
  const auto stack = stack_of(
      "channels = [{ type = 'log_mel' }, { type = 'mfcc', n_mfcc = 64 }, { type = 'pcen' },"
      " { type = 'log_mel', n_fft = 2048 }]");
  EXPECT_EQ(stack->num_channels(), 4);
  EXPECT_EQ(stack->channel_names(),
            (std::vector<std::string>{"log_mel", "mfcc", "pcen", "log_mel"}));
  EXPECT_EQ(stack->num_bins(), 4 * 64);
  const FeatureMatrix matrix = stack->compute(clip);
  ASSERT_EQ(matrix.bins, 4 * 64);
  EXPECT_EQ(matrix.frames, stack->num_frames(30000));
  MfccOptions mfcc{.n_mfcc = 64};
  LogMelOptions longer{.mel = {.spectrum = {.n_fft = 2048}}};
  const std::vector<FeatureOptions> singles{LogMelOptions{}, mfcc, PcenOptions{}, longer};
  for (int64_t i = 0; i < 4; ++i)
    EXPECT_EQ(channel_of(matrix, 64, i).values,
              make_feature(singles[static_cast<size_t>(i)])->compute(clip).values)
        << i;
}

TEST(FeatureStack, ChannelsOfOtherPrecisionDoNotChangeEachOther) {
  // A tone, so that rounding shows: its other bins are almost empty.
  std::vector<float> clip(12000);
  for (size_t i = 0; i < clip.size(); ++i) clip[i] = std::sin(0.7f * static_cast<float>(i));
  const std::vector<FeatureOptions> singles{SpectralFlatnessOptions{}, SpectralContrastOptions{},
                                            LogMelOptions{}, SpectralContrastOptions{.n_bands = 3}};
  const FeatureMatrix matrix =
      stack_of(
          "channels = [{ type = 'spectral_flatness' }, { type = 'spectral_contrast' },"
          " { type = 'log_mel' }, { type = 'spectral_contrast', n_bands = 3 }]\nfit = 'tile'")
          ->compute(clip);
  for (size_t i = 0; i < singles.size(); ++i) {
    const FeatureMatrix channel = channel_of(matrix, 64, static_cast<int64_t>(i));
    const FeatureMatrix single = make_feature(singles[i])->compute(clip);
    for (int64_t bin = 0; bin < 64; ++bin)
      EXPECT_TRUE(std::ranges::equal(channel.row(bin), single.row(bin % single.bins))) << i;
  }
}

TEST(FeatureStack, ChannelsDerivedFromOthersAreTheFeaturesBitForBit) {
  const auto clip = test::noise_clip(30000);
  // Of each other in any order; the last mel has no such source.
  const auto stack = stack_of(
      "channels = [{ type = 'delta', source = 'mfcc', n_mfcc = 64 }, { type = 'mfcc', n_mfcc = 64 "
      "},"
      " { type = 'log_mel' }, { type = 'delta' }, { type = 'delta', n_mels = 32 }]");
  const FeatureMatrix matrix = stack->compute(clip);
  DeltaOptions of_mfcc{.source = DeltaSource::mfcc};
  of_mfcc.mfcc.n_mfcc = 64;
  DeltaOptions narrow;
  narrow.mfcc.log_mel.mel.n_mels = 32;
  const std::vector<FeatureOptions> singles{of_mfcc, MfccOptions{.n_mfcc = 64}, LogMelOptions{},
                                            DeltaOptions{}, narrow};
  for (int64_t i = 0; i < 4; ++i)
    EXPECT_EQ(channel_of(matrix, 64, i).values,
              make_feature(singles[static_cast<size_t>(i)])->compute(clip).values)
        << i;
  const auto alone = stack_of("channels = [{ type = 'delta', n_mels = 32 }, { type = 'log_mel' }]");
  EXPECT_EQ(channel_of(matrix, 64, 4).values, channel_of(alone->compute(clip), 64, 0).values);
}

TEST(FeatureStack, SourcesAreComputedBeforeWhatIsDerivedFromThem) {
  const auto stack = stack_of(
      "channels = [{ type = 'log_mel' }, { type = 'delta', source = 'mfcc', n_mfcc = 13 },"
      " { type = 'delta', source = 'mfcc' }, { type = 'mfcc' }, { type = 'mfcc', n_mfcc = 13 }]");
  stack->compute(test::noise_clip(30000, 4));
  const auto clip = test::noise_clip(20000, 5);
  const FeatureMatrix matrix = stack->compute(clip);
  int64_t index = 1;
  for (const char* n_mfcc : {"13", "20"}) {
    const auto alone = stack_of(
        "channels = [{ type = 'log_mel' },"
        " { type = 'delta', source = 'mfcc', n_mfcc = " +
        std::string(n_mfcc) + " }]");
    EXPECT_EQ(channel_of(matrix, 64, index++).values,
              channel_of(alone->compute(clip), 64, 1).values)
        << n_mfcc;
  }
}

TEST(FeatureStack, ChannelsGetTheRowsOfTheTallest) {
  const auto clip = test::noise_clip(12000);
  const auto stack = stack_of("fit = 'tile'");
  EXPECT_EQ(stack->num_channels(), 3);
  EXPECT_EQ(stack->num_bins(), 3 * 64);
  const FeatureMatrix chroma = channel_of(stack->compute(clip), 64, 2);
  const FeatureMatrix single = make_feature(ChromaStftOptions{})->compute(clip);
  for (int64_t bin = 0; bin < 64; ++bin)
    EXPECT_TRUE(std::ranges::equal(chroma.row(bin), single.row(bin % 12))) << bin;
}

TEST(FeatureStack, AFeatureOfNoSpectrumMayBeAChannel) {
  const auto clip = test::noise_clip(12000);
  const auto stack = stack_of("channels = [{ type = 'log_mel' }, { type = 'cqt' }]");
  const FeatureMatrix single = make_feature(CqtOptions{})->compute(clip);
  const int64_t bins = stack->num_bins() / 2;
  ASSERT_EQ(bins, single.bins);
  EXPECT_EQ(channel_of(stack->compute(clip), bins, 1).values, single.values);
}

TEST(FeatureStack, StreamsEqualTheWholeClip) {
  const auto clip = test::noise_clip(40000);
  for (const char* toml :
       {"channels = [{ type = 'log_mel', top_db = 'none' }, { type = 'chroma_stft' }]",
        "channels = [{ type = 'log_mel', top_db = 'none' }, { type = 'pcen' },"
        " { type = 'hpss_harmonic' }]\nbins = 48",
        "preset = 'mel+gammatone+pcen'\ntop_db = 'none'",
        "preset = 'log_mel+delta+delta2'\ntop_db = 'none'"}) {
    const auto stack = stack_of(toml);
    for (const uint64_t seed : {1, 2, 3})
      EXPECT_LE(test::largest_difference(test::streamed(*stack, clip, seed), stack->compute(clip)),
                1e-5)
          << toml;
  }
}

/// Stacks whose channels differ by a frame at some lengths, with the hop they share.
constexpr std::pair<int64_t, const char*> uneven_stacks[] = {
    {512,
     "channels = [{ type = 'log_mel', top_db = 'none' }, { type = 'cqt' }]\n"
     "sample_rate = 44100"},
    {64,
     "channels = [{ type = 'mel', n_fft = 255 }, { type = 'mel', n_fft = 256 }]\n"
     "hop_length = 64"},
    {96,
     "channels = [{ type = 'mel', n_fft = 300 }, { type = 'pcen', n_fft = 256 }]\n"
     "hop_length = 96\ncenter = false"}};

TEST(FeatureStack, EveryLengthHasTheFramesThatAllChannelsHave) {
  for (const auto& [hop, toml] : uneven_stacks) {
    const auto stack = stack_of(toml);
    const std::vector<float> clip = test::noise_clip(3000 + hop);
    FeatureMatrix matrix;
    std::set<int64_t> surpluses;
    for (int64_t length = 3000; length < 3000 + hop; ++length) {
      const auto [fewest, most] =
          std::minmax({stack->channel(0).num_frames(length), stack->channel(1).num_frames(length)});
      surpluses.insert(most - fewest);
      EXPECT_EQ(stack->num_frames(length), fewest) << length;
      stack->compute_into(std::span(clip).first(static_cast<size_t>(length)), matrix);
      ASSERT_EQ(matrix.frames, fewest) << length;
    }
    EXPECT_EQ(surpluses, (std::set<int64_t>{0, 1})) << toml;
  }
}

TEST(FeatureStack, FramesThatOneChannelLacksAreLeftOutOfTheOthers) {
  const auto stack = stack_of(uneven_stacks[0].second);
  const auto clip = test::noise_clip(102399);
  ASSERT_EQ(stack->channel(0).num_frames(102399), 200);
  ASSERT_EQ(stack->channel(1).num_frames(102399), 201);
  const FeatureMatrix matrix = stack->compute(clip);
  const FeatureMatrix single = stack->channel(1).compute(clip);
  ASSERT_EQ(matrix.frames, 200);
  for (int64_t bin = 0; bin < single.bins; ++bin)
    EXPECT_TRUE(std::ranges::equal(matrix.row(matrix.bins / 2 + bin), single.row(bin).first(200)))
        << bin;
}

TEST(FeatureStack, StreamsOfUnevenChannelsEqualTheWholeClip) {
  for (const auto& [hop, toml] : uneven_stacks) {
    const auto stack = stack_of(toml);
    for (const int64_t remainder : {int64_t{0}, hop / 2, hop - 1}) {
      const auto clip = test::noise_clip(102400 / hop * hop + remainder);
      EXPECT_LE(test::largest_difference(test::streamed(*stack, clip, 5), stack->compute(clip)),
                1e-5)
          << toml << remainder;
    }
  }
}

TEST(FeatureStack, WithoutAStreamTheChannelIsNamed) {
  const auto stack = stack_of("channels = [{ type = 'pcen' }, { type = 'log_mel', top_db = 80 }]");
  try {
    stack->make_stream();
    FAIL();
  } catch (const core::InvalidOptions& error) {
    EXPECT_THAT(error.what(), HasSubstr("channels[1]"));
  }
}

TEST(FeatureStack, LocalityIsTheWidest) {
  const auto stack = stack_of(
      "channels = [{ type = 'mel', n_fft = 512 }, { type = 'mel', n_fft = 4096 }]\n"
      "hop_length = 256");
  EXPECT_EQ(stack->locality().before, 2048 + 1);  // what a reflection may add
  EXPECT_EQ(stack->locality().after, 2048);
  EXPECT_EQ(stack->hop_length(), 256);
}

TEST(FeatureStack, ChannelsThatDoNotFitAreNamed) {
  EXPECT_THAT(complaint("channels = [{}, { type = 'mfcc', center = false }]"),
              HasSubstr("channels[1]"));
  EXPECT_THAT(
      complaint("channels = [{ type = 'mel', n_fft = 512 }, { type = 'mel', n_fft = 2048 }]\n"
                "center = false"),
      HasSubstr("center = true"));
  EXPECT_THAT(complaint("channels = [{ hop_length = 161 }, { type = 'kaldi_fbank' }]\n"
                        "sample_rate = 16000"),
              HasSubstr("a frame every 160 samples"));
  EXPECT_THAT(complaint("channels = [{}, { type = 'cqt', part = 'complex' }]"),
              HasSubstr("part = \"magnitude\""));
  EXPECT_THAT(complaint("fit = 'pad'\nbins = 32"), HasSubstr("channels[0]"));
}

TEST(FeatureStack, UnitsAreToldWhereAllAgree) {
  EXPECT_EQ(stack_of("preset = 'mel25+mel50+mel100'")->value_unit(), "dB");
  EXPECT_EQ(stack_of("")->value_unit(), "");
}

TEST(FeatureStack, AClipTooShortIsBadData) {
  const auto stack = stack_of("center = false");
  EXPECT_EQ(stack->num_frames(100), 0);
  EXPECT_THROW(stack->compute(std::vector<float>(100)), core::BadData);
}

}  // namespace
}  // namespace pinna::features
