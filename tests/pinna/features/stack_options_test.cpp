#include "pinna/features/stack_options.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/features/feature_options.h"
#include "pinna/features/named_stacks.h"

namespace pinna::features {
namespace {

using testing::AllOf;
using testing::HasSubstr;

StackOptions parse(std::string_view toml) {
  return std::get<StackOptions>(
      parse_feature(core::parse_toml("type = 'stack'\n" + std::string(toml), "r.toml")));
}

std::string complaint(std::string_view toml) {
  try {
    parse(toml);
  } catch (const core::InvalidOptions& error) {
    return error.what();
  }
  return "none";
}

TEST(StackOptions, ChannelsAreParsedAsSingleFeatures) {
  const StackOptions stack = parse(
      "bins = 40\nfit = 'tile'\n"
      "channels = [{ preset = 'librosa-0.11', n_mels = 40 }, { type = 'mfcc', n_fft = 2048 }]");
  ASSERT_EQ(stack.channels.size(), 2U);
  const auto& log_mel = std::get<LogMelOptions>(stack.channels[0]);
  EXPECT_EQ(log_mel.mel.n_mels, 40);
  EXPECT_EQ(log_mel.mel.spectrum.pad_mode, dsp::PadMode::constant);
  EXPECT_EQ(std::get<MfccOptions>(stack.channels[1]).log_mel.mel.spectrum.n_fft, 2048);
  EXPECT_EQ(stack.bins, 40);
  EXPECT_EQ(stack.fit, ChannelFit::tile);
}

TEST(StackOptions, ChannelsMayBeTablesOfTheirOwn) {
  EXPECT_EQ(parse("[[channels]]\ntype = 'mel'\n[[channels]]\ntype = 'pcen'\n").channels.size(), 2U);
}

TEST(StackOptions, NothingWrittenIsTheDefaultStack) {
  EXPECT_EQ(parse(""), parse("preset = '" + std::string(default_stack) + "'"));
  EXPECT_EQ(parse("").channels.size(), 3U);
}

TEST(StackOptions, SharedSettingsGoToTheChannelsThatLeaveThemOpen) {
  const StackOptions stack = parse(
      "sample_rate = 16000\nn_mels = 40\n"
      "channels = [{ type = 'log_mel', n_mels = 80 }, { type = 'mfcc' }, { type = 'chroma_stft' "
      "}]");
  const auto& log_mel = std::get<LogMelOptions>(stack.channels[0]);
  const auto& mfcc = std::get<MfccOptions>(stack.channels[1]);
  EXPECT_EQ(log_mel.mel.n_mels, 80);
  EXPECT_EQ(mfcc.log_mel.mel.n_mels, 40);
  EXPECT_EQ(mfcc.log_mel.mel.spectrum.sample_rate, 16000);
  EXPECT_EQ(std::get<ChromaStftOptions>(stack.channels[2]).spectrum.sample_rate, 16000);
}

TEST(StackOptions, WindowsOfANamedStackLastAsLongAtAnyRate) {
  for (const int64_t rate : {16000, 22050, 44100}) {
    const StackOptions stack =
        parse("preset = 'mel25+mel50+mel100'\nsample_rate = " + std::to_string(rate));
    for (const size_t i : {0U, 1U, 2U}) {
      const auto& spectrum = std::get<LogMelOptions>(stack.channels[i]).mel.spectrum;
      EXPECT_NEAR(static_cast<double>(*spectrum.win_length) / static_cast<double>(rate),
                  0.025 * (1 << i), 1e-4);
      EXPECT_GE(spectrum.n_fft, *spectrum.win_length);
    }
  }
}

TEST(StackOptions, WhatIsWrittenOutReadsBack) {
  for (const char* toml : {"", "preset = 'harmonic+percussive+mel'\nhop_length = 256\nbins = 32",
                           "fit = 'pad'\nchannels = [{ preset = 'torchaudio-0.13' }]"}) {
    const FeatureOptions options = parse(toml);
    const core::ConfigTable table =
        core::parse_toml(core::to_toml(core::to_config(options)), "written.toml");
    EXPECT_EQ(parse_feature(table), options) << toml;
  }
}

TEST(StackOptions, MistakesNamePlaceAndPath) {
  EXPECT_THAT(complaint("channels = [{ type = 'mfcc' },\n { n_mel = 3 }]"),
              AllOf(HasSubstr("r.toml:3:"), HasSubstr("feature.channels[1]"),
                    HasSubstr("did you mean \"n_mels\"")));
  EXPECT_THAT(complaint("channels = [{ type = 'stack' }]"),
              AllOf(HasSubstr("feature.channels[0].type"), HasSubstr("log_mel")));
  EXPECT_THAT(complaint("bin = 3"), AllOf(HasSubstr("r.toml:2:"), HasSubstr("\"bins\"")));
  EXPECT_THAT(complaint("n_mfccs = 3"), HasSubstr("did you mean \"n_mfcc\""));
  EXPECT_THAT(complaint("preset = 'log_mel+mfcc'"), HasSubstr("log_mel+mfcc+chroma"));
  EXPECT_THAT(complaint("channels = 3"), HasSubstr("an array"));
  EXPECT_THAT(complaint("channels = ['mfcc']"),
              AllOf(HasSubstr("feature.channels[0]"), HasSubstr("a table")));
  EXPECT_THAT(complaint("channels = []"), HasSubstr("feature.channels"));
  EXPECT_THAT(complaint("bins = 0"), HasSubstr("feature.bins"));
  EXPECT_THAT(complaint("preset = 'mel25+mel50+mel100'\nchannels = [{}]"),
              HasSubstr("leave out preset"));
}

TEST(StackOptions, SettingsThatNoChannelTakesAreRefused) {
  EXPECT_THAT(complaint("preset = 'mel25+mel50+mel100'\nwin_length = 512"),
              AllOf(HasSubstr("feature.win_length"), HasSubstr("r.toml:3:")));
}

TEST(StackOptions, ChannelsOfOneRateAndHop) {
  EXPECT_THAT(complaint("channels = [{}, { type = 'mfcc', sample_rate = 16000 }]"),
              AllOf(HasSubstr("feature.channels[1].sample_rate"), HasSubstr("16000"),
                    HasSubstr("22050"), HasSubstr("r.toml:2:"), HasSubstr("once")));
  EXPECT_THAT(complaint("channels = [{}, { type = 'mfcc', hop_length = 256 }]"),
              HasSubstr("feature.channels[1].hop_length"));
}

TEST(StackOptions, ExplainTellsTheOriginOfEverySettingOfEveryChannel) {
  const auto settings = explain_feature(
      core::parse_toml("type = 'stack'\npreset = 'mel25+mel50+mel100'\nn_mels = 40", "r.toml"));
  const auto row = [&](std::string_view name) {
    const auto found = std::ranges::find(settings, name, &FeatureSetting::name);
    return found == settings.end() ? FeatureSetting{} : *found;
  };
  EXPECT_EQ(row("channels[2].type").value, "\"log_mel\"");
  EXPECT_EQ(row("channels[2].win_length").value, "2205");
  EXPECT_EQ(row("channels[2].win_length").origin, "stack mel25+mel50+mel100");
  EXPECT_EQ(row("channels[1].n_mels").value, "40");
  EXPECT_EQ(row("channels[1].n_mels").origin, "r.toml:3:1");
  EXPECT_EQ(row("channels[1].f_min").origin, "preset pinna-1");
  EXPECT_EQ(row("fit").value, "\"resize\"");
  EXPECT_EQ(row("bins").origin, "default");
}

TEST(StackOptions, ListedStacksHaveFeaturesThatThereAre) {
  const std::vector<std::string> names = channel_names();
  const FeatureDescription stacks = describe_stacks();
  EXPECT_EQ(stacks.name, "stack");
  std::vector<std::string> listed;
  for (const auto& preset : stacks.presets) listed.push_back(preset.name);
  EXPECT_THAT(listed, testing::IsSupersetOf({"log_mel+mfcc+chroma", "mel25+mel50+mel100",
                                             "harmonic+percussive+mel"}));
  const bool has_delta = std::ranges::find(names, "delta") != names.end();
  EXPECT_EQ(std::ranges::find(listed, "log_mel+delta+delta2") != listed.end(), has_delta);
}

}  // namespace
}  // namespace pinna::features
