#include "pinna/features/feature_options.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/features/feature.h"

namespace pinna::features {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

LogMelOptions parse(std::string_view toml) {
  return std::get<LogMelOptions>(parse_feature(core::parse_toml(toml, "r.toml")));
}

std::string complaint(std::string_view toml) {
  try {
    parse(toml);
  } catch (const core::InvalidOptions& error) {
    return error.what();
  }
  return "none";
}

const FeatureSetting& row(const std::vector<FeatureSetting>& settings, std::string_view name) {
  const auto found =
      std::find_if(settings.begin(), settings.end(),
                   [&](const FeatureSetting& setting) { return setting.name == name; });
  if (found == settings.end()) throw std::out_of_range(std::string(name));
  return *found;
}

TEST(FeatureOptions, NothingWrittenIsOurPreset) {
  EXPECT_EQ(parse(""), LogMelOptions{});
  EXPECT_EQ(parse("type = \"log_mel\"\npreset = \"pinna-1\""), LogMelOptions{});
}

TEST(FeatureOptions, PresetsAreTheirLibrariesDefaults) {
  const LogMelOptions librosa = resolved(parse("preset = \"librosa-0.11\""));
  EXPECT_EQ(librosa.mel.spectrum.n_fft, 2048);
  EXPECT_EQ(librosa.mel.spectrum.hop_length, 512);
  EXPECT_EQ(librosa.mel.n_mels, 128);
  EXPECT_EQ(librosa.mel.spectrum.pad_mode, dsp::PadMode::constant);
  EXPECT_EQ(librosa.mel.f_max, 11025);
  EXPECT_EQ(librosa.level.top_db, 80);

  const LogMelOptions torchaudio =
      resolved(parse("preset = \"torchaudio-0.13\"\nsample_rate = 11025"));
  EXPECT_EQ(torchaudio.mel.spectrum.win_length, 400);
  EXPECT_EQ(torchaudio.mel.spectrum.hop_length, 200);
  EXPECT_EQ(torchaudio.mel.f_max, 5512);
  EXPECT_EQ(torchaudio.mel.mel_scale, dsp::FrequencyScale::htk);
  EXPECT_EQ(torchaudio.level.top_db, std::nullopt);
}

TEST(FeatureOptions, SingleKeysWinOverThePreset) {
  const LogMelOptions options =
      parse("n_mels = 40\npreset = \"torchaudio-0.13\"\nn_fft = 1024\nref = \"max\"");
  EXPECT_EQ(options.mel.n_mels, 40);
  EXPECT_EQ(resolved(options).mel.spectrum.hop_length, 512);
  EXPECT_EQ(options.level.ref, (std::variant<double, ClipReference>{ClipReference::max}));
  EXPECT_EQ(options.mel.mel_scale, dsp::FrequencyScale::htk);
}

TEST(FeatureOptions, WhatIsWrittenOutReadsBack) {
  const FeatureOptions options = parse("preset = \"torchaudio-0.13\"\nref = \"max\"\ntop_db = 60");
  EXPECT_EQ(parse_feature(core::to_config(options)), options);
}

TEST(FeatureOptions, MistakesNamePlaceAndPath) {
  EXPECT_THAT(complaint("\nn_mel = 64"), AllOf(HasSubstr("r.toml:2:"), HasSubstr("in feature"),
                                               HasSubstr("did you mean \"n_mels\"")));
  EXPECT_THAT(complaint("preset = \"librosa-0.12\""),
              AllOf(HasSubstr("feature.preset"), HasSubstr("librosa-0.11")));
  EXPECT_THAT(complaint("type = \"logmel\""),
              AllOf(HasSubstr("feature.type"), HasSubstr("log_mel")));
  EXPECT_THAT(complaint("\n\nf_max = 20000"),
              AllOf(HasSubstr("feature.f_max"), HasSubstr("r.toml:3:")));
  EXPECT_THAT(complaint("n_fft = 0"), HasSubstr("feature.n_fft"));
  EXPECT_THAT(complaint("preset = 3"), HasSubstr("feature.preset"));
}

TEST(FeatureOptions, ExplainTellsValueAndOriginOfEveryField) {
  core::ConfigTable table = core::parse_toml("preset = \"librosa-0.11\"\nn_mels = 40", "r.toml");
  core::apply_override(table, "f_min=50");
  const std::vector<FeatureSetting> settings = explain_feature(table);
  EXPECT_EQ(settings.size(), core::describe_fields<LogMelOptions>().size());
  EXPECT_EQ(row(settings, "n_mels").value, "40");
  EXPECT_EQ(row(settings, "n_mels").origin, "r.toml:2:1");
  EXPECT_THAT(row(settings, "f_min").origin, HasSubstr("--set f_min"));
  EXPECT_EQ(row(settings, "pad_mode").value, "\"constant\"");
  EXPECT_EQ(row(settings, "pad_mode").origin, "preset librosa-0.11");
  EXPECT_EQ(row(settings, "win_length").value, "\"none\" (2048)");
  EXPECT_THAT(row(settings, "hop_length").meaning, HasSubstr("samples"));
}

TEST(FeatureOptions, EveryPresetOfEveryFeatureCanBeMade) {
  for (const FeatureDescription& feature : describe_features())
    for (const auto& preset : feature.presets) {
      core::ConfigTable table;
      table.set("type", {feature.name});
      table.set("preset", {preset.name});
      const std::unique_ptr<Feature> made = make_feature(parse_feature(table));
      const FeatureMatrix matrix =
          made->compute(std::vector<float>(static_cast<size_t>(made->sample_rate()), 0.1f));
      EXPECT_EQ(matrix.bins, made->num_bins()) << feature.name << " " << preset.name;
      EXPECT_FALSE(preset.meaning.empty());
    }
}

TEST(FeatureOptions, FeaturesAndPresetsAreListed) {
  const std::vector<FeatureDescription> features = describe_features();
  const auto log_mel = std::find_if(features.begin(), features.end(),
                                    [](const auto& feature) { return feature.name == "log_mel"; });
  ASSERT_NE(log_mel, features.end());
  EXPECT_THAT(log_mel->meaning, HasSubstr("mel spectrogram"));
  std::vector<std::string> names;
  for (const auto& preset : log_mel->presets) names.push_back(preset.name);
  EXPECT_THAT(names, ElementsAre("pinna-1", "librosa-0.11", "torchaudio-0.13", "panns", "desed",
                                 "radboud"));
}

}  // namespace
}  // namespace pinna::features
