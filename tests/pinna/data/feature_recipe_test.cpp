#include "pinna/data/feature_recipe.h"

#include "tests/pinna/data/dataset_files.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>

#include "pinna/core/error.h"

namespace pinna::data {
namespace {

using ::testing::HasSubstr;

FeatureRecipe parse(const std::string& text, const std::filesystem::path& root = "clips") {
  return parse_feature_recipe(core::parse_toml(text, "recipe.toml"), root);
}

std::string message_of(const std::string& text) {
  try {
    parse(text);
  } catch (const core::InvalidOptions& error) {
    return error.what();
  }
  return "no error";
}

TEST(FeatureRecipe, ReadsThreeTablesAndPassesOverThoseOfTraining) {
  const FeatureRecipe recipe = parse(
      "name = \"x\"\nseed = 3\n[data]\ntype = \"esc50\"\nsubset = \"esc10\"\nroot = \"elsewhere\"\n"
      "[input]\nclip_seconds = 2.0\n[feature]\ntype = \"mfcc\"\npreset = \"librosa-0.11\"\n"
      "[augment]\nany = 1\n[model]\ntype = \"none\"\n[training]\nepochs = -1\n[study]\njobs = 2\n");
  EXPECT_EQ(std::get<Esc50Options>(recipe.data),
            (Esc50Options{.root = "clips", .subset = Esc50Subset::esc10}));
  EXPECT_EQ(recipe.input.clip_seconds, 2);
  EXPECT_TRUE(std::holds_alternative<features::MfccOptions>(recipe.feature));
}

TEST(FeatureRecipe, AnEmptyRecipeMeansTheDefaultsAndWhatTheFolderLooksLike) {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder / "dog");
  const FeatureRecipe recipe = parse("", folder.path());
  EXPECT_EQ(std::get<AudioFolderOptions>(recipe.data).root, folder.path().string());
  EXPECT_EQ(recipe.feature, features::parse_feature({}));
}

TEST(FeatureRecipe, ATableIsNamedItselfOrBelowTheFolder) {
  const test::TemporaryFolder folder;
  write_text(folder / "clips.csv", "filename,label\n");
  const std::string text = "[data]\ntype = \"csv\"\ntable = \"clips.csv\"\n";
  EXPECT_EQ(std::get<CsvTableOptions>(parse(text, folder.path()).data).table,
            (folder / "clips.csv").string());
  EXPECT_EQ(std::get<CsvTableOptions>(parse(text, folder / "clips.csv").data).table,
            (folder / "clips.csv").string());
}

TEST(FeatureRecipe, ErrorsNameKeyAndPlace) {
  EXPECT_THAT(message_of("[featur]\n"), HasSubstr("feature"));
  EXPECT_THAT(message_of("[feature]\nn_mel = 3\n"), HasSubstr("n_mels"));
  EXPECT_THAT(message_of("[feature]\nn_mel = 3\n"), HasSubstr("recipe.toml:2:"));
  EXPECT_THAT(message_of("[input]\nclip_seconds = -1\n"), HasSubstr("input.clip_seconds"));
  EXPECT_THAT(message_of("[data]\ntype = \"esc5\"\n"), HasSubstr("esc50"));
}

TEST(FeatureRecipe, TheHashFollowsEverySettingOfInputAndFeatureAndNothingElse) {
  const std::string hash = settings_hash(parse(""));
  EXPECT_EQ(hash.size(), 32U);
  EXPECT_EQ(settings_hash(parse("name = \"other\"\n", "other")), hash);
  EXPECT_EQ(settings_hash(parse("[feature]\npreset = \"pinna-1\"\n")), hash);
  EXPECT_NE(settings_hash(parse("[feature]\nn_mels = 65\n")), hash);
  EXPECT_NE(settings_hash(parse("[feature]\ntype = \"mel\"\n")), hash);
  EXPECT_NE(settings_hash(parse("[input]\nfit = \"pad\"\n")), hash);
}

}  // namespace
}  // namespace pinna::data
