#include "pinna/study/recipe.h"

#include "tests/support/shared_data.h"
#include "tests/support/source_folder.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/data/feature_recipe.h"

namespace pinna::study {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class RecipeFile : public testing::Test {
 protected:
  StudyRecipe read(std::string_view text, const std::vector<std::string>& overrides = {}) {
    core::write_file_atomically(folder_ / "r.toml", text);
    return read_recipe(folder_ / "r.toml", overrides);
  }
  std::string error_of(std::string_view text) {
    try {
      read(text);
    } catch (const core::InvalidOptions& error) {
      return error.what();
    }
    return "no error";
  }
  test::TemporaryFolder folder_;
};

TEST_F(RecipeFile, ResolvedRecipeReadsBackToTheSame) {
  const StudyRecipe study = read(
      "name='n'\n[feature]\npreset='torchaudio-0.13'\nn_mels=40\n[training]\nepochs=7\n"
      "[training.optimizer]\ntype='sgd'\n[study]\nfolds=[2,3]\nseeds=[1,2]\n");
  EXPECT_EQ(read(core::to_toml(to_config(study))), study);
  EXPECT_EQ(parse_recipe(core::to_config(study.recipe)), study.recipe);
}

TEST_F(RecipeFile, SingleKeysWinOverThePreset) {
  const auto feature = std::get<features::LogMelOptions>(
      read("[feature]\npreset='librosa-0.11'\nn_mels=40\n").recipe.feature);
  EXPECT_EQ(feature.mel.n_mels, 40);
  EXPECT_EQ(feature.mel.spectrum.n_fft, 2048);
}

TEST_F(RecipeFile, AStackOfFeaturesIsReadAndOverridden) {
  const StudyRecipe study =
      read("[feature]\ntype='stack'\npreset='mel25+mel50+mel100'\n", {"feature.n_mels=40"});
  const auto& stack = std::get<features::StackOptions>(study.recipe.feature);
  ASSERT_EQ(stack.channels.size(), 3U);
  EXPECT_EQ(std::get<features::LogMelOptions>(stack.channels[2]).mel.n_mels, 40);
  EXPECT_EQ(read(core::to_toml(to_config(study))), study);
}

TEST_F(RecipeFile, OverridesWinOverTheFile) {
  const StudyRecipe study =
      read("[training]\nepochs=7\n", {"training.epochs=3", "training.optimizer.type=sgd"});
  EXPECT_EQ(study.recipe.training.epochs, 3);
  EXPECT_TRUE(std::holds_alternative<training::SgdOptions>(study.recipe.training.optimizer));
}

TEST_F(RecipeFile, ErrorsNameFileLineAndKey) {
  EXPECT_THAT(error_of("name='n'\n[training]\nepoch=3\n"),
              AllOf(HasSubstr("r.toml:3:1"), HasSubstr("training"), HasSubstr("\"epochs\"")));
  EXPECT_THAT(error_of("[feature]\nn_mel=3\n"),
              AllOf(HasSubstr("r.toml:2:1"), HasSubstr("n_mels")));
  EXPECT_THAT(error_of("[study]\narm.x.seed=1\n"),
              AllOf(HasSubstr("r.toml:2:1"), HasSubstr("\"arms\"")));
  EXPECT_THAT(error_of("[study]\njobs='two'\n"),
              AllOf(HasSubstr("study.jobs"), HasSubstr("r.toml:2")));
}

TEST_F(RecipeFile, WithoutArmsTheRecipeIsTheOneArm) {
  const StudyRecipe study = read("name='n'\n[training]\nepochs=7\n");
  ASSERT_EQ(study.arms.size(), 1U);
  EXPECT_EQ(study.arms[0], (Arm{"n", study.recipe}));
  EXPECT_FALSE(to_config(study).table("study").find("arms"));
}

constexpr const char* kThreeArms = R"(name = 'features'
[data]
type = 'csv'
table = 'clips.csv'
[feature]
n_mels = 40
[training]
epochs = 7
optimizer = { type = 'sgd', learning_rate = 0.5, momentum = 0.1 }
[study]
folds = [1, 2]
baseline = 'plain'
[study.arms.plain]
[study.arms.cepstra]
feature.type = 'mfcc'
training.optimizer = { type = 'adamw' }
[study.arms.'three+1.5']
feature = { type = 'stack', preset = 'mel25+mel50+mel100' }
augment.shift_seconds = 1.5
training.optimizer.momentum = 0.3
)";

TEST_F(RecipeFile, ArmsAreTheRecipeWithChanges) {
  const StudyRecipe study = read(kThreeArms);
  ASSERT_EQ(study.arms.size(), 3U);
  EXPECT_EQ(study.arms[0].name, "plain");
  Recipe plain = study.recipe;
  plain.name = "features-plain";
  EXPECT_EQ(study.arms[0].recipe, plain);

  const Recipe& cepstra = study.arm("cepstra");
  EXPECT_TRUE(std::holds_alternative<features::MfccOptions>(cepstra.feature));
  EXPECT_EQ(std::get<training::AdamWOptions>(cepstra.training.optimizer), training::AdamWOptions{});
  EXPECT_EQ(cepstra.training.epochs, 7);
  EXPECT_EQ(cepstra.data, study.recipe.data);

  const Recipe& three = study.arm("three+1.5");
  const auto& sgd = std::get<training::SgdOptions>(three.training.optimizer);
  EXPECT_EQ(sgd.momentum, 0.3);
  EXPECT_EQ(sgd.learning_rate, 0.5) << "keys beside the changed one stay";
  EXPECT_EQ(std::get<features::StackOptions>(three.feature).channels.size(), 3U);
  EXPECT_THROW(study.arm("four"), core::InvalidOptions);
}

TEST_F(RecipeFile, ResolvedArmsReadBackToTheSame) {
  const StudyRecipe study = read(kThreeArms);
  EXPECT_EQ(read(core::to_toml(to_config(study))), study);
  EXPECT_EQ(parse_study(to_config(study)), study);
}

TEST_F(RecipeFile, APresetOfAnArmLeavesTheKeysThatTheRecipeWroteItself) {
  const StudyRecipe study = read(
      "[feature]\nn_mels=40\n[study.arms.a]\nfeature.preset='torchaudio-0.13'\n"
      "[study.arms.b]\nfeature.type='log_mel'\n");
  const auto& mel = std::get<features::LogMelOptions>(study.arm("a").feature).mel;
  EXPECT_EQ(mel.n_mels, 40);
  EXPECT_EQ(mel.spectrum.n_fft, std::get<features::LogMelOptions>(
                                    read("[feature]\npreset='torchaudio-0.13'\n").recipe.feature)
                                    .mel.spectrum.n_fft);
  EXPECT_EQ(study.arm("b").feature, study.recipe.feature) << "its type is no other one";
  EXPECT_EQ(read(core::to_toml(to_config(study))), study);
}

TEST_F(RecipeFile, OverridesReachAllArmsButWhatAnArmSays) {
  const StudyRecipe study =
      read("[study.arms.a]\n[study.arms.b]\ntraining.epochs=9\n",
           {"training.epochs=3", "study.arms.a.training.loader.batch_size=5"});
  EXPECT_EQ(study.arm("a").training.epochs, 3);
  EXPECT_EQ(study.arm("a").training.loader.batch_size, 5);
  EXPECT_EQ(study.arm("b").training.epochs, 9);
}

TEST_F(RecipeFile, FactorsAreCrossedInTheFilesOrder) {
  const StudyRecipe study = read(
      "name='n'\n[study.factors.feature.mel]\n[study.factors.feature.mfcc]\n"
      "feature.type='mfcc'\n[study.factors.bands.few]\nfeature.n_mels=40\n"
      "[study.factors.bands.many]\nfeature.n_mels=80\n");
  std::vector<std::string> names;
  for (const Arm& arm : study.arms) names.push_back(arm.name);
  EXPECT_THAT(names, testing::ElementsAre("mel+few", "mel+many", "mfcc+few", "mfcc+many"));
  EXPECT_EQ(std::get<features::LogMelOptions>(study.arm("mel+few").feature).mel.n_mels, 40);
  EXPECT_EQ(std::get<features::MfccOptions>(study.arm("mfcc+many").feature).log_mel.mel.n_mels, 80)
      << "the second factor changes what the first has made";
  const StudyRecipe again = read(core::to_toml(to_config(study)));
  EXPECT_EQ(again, study);
}

TEST_F(RecipeFile, MistakesInArmsNameFileLineAndArm) {
  EXPECT_THAT(error_of("[study.arms.a]\n[study.arms.b]\ntraining.epoch=3\n"),
              AllOf(HasSubstr("r.toml:3:1"), HasSubstr("arm b"), HasSubstr("\"epochs\"")));
  EXPECT_THAT(error_of("[study.arms.a]\nfeature.type='mfc'\n"),
              AllOf(HasSubstr("r.toml:2"), HasSubstr("arm a"), HasSubstr("mfcc")));
  EXPECT_THAT(error_of("[study.arms.a]\n[study.arms.'a b']\n"),
              AllOf(HasSubstr("r.toml:2"), HasSubstr("\"a b\"")));
  EXPECT_THAT(error_of("[study.arms.a]\nseed=2\n"),
              AllOf(HasSubstr("r.toml:2:1"), HasSubstr("study.arms.a.seed")));
  EXPECT_THAT(error_of("[study]\narms.a=2\n"), AllOf(HasSubstr("r.toml:2"), HasSubstr("a table")));
  EXPECT_THAT(error_of("[study]\n[study.arms]\n"),
              AllOf(HasSubstr("r.toml:2"), HasSubstr("study.arms")));
  EXPECT_THAT(error_of("[study]\nbaseline='c'\n[study.arms.a]\n"), HasSubstr("\"a\""));
}

TEST_F(RecipeFile, ExtractionOfFeaturesKnowsEveryKeyOfARecipe) {
  core::ConfigTable recipe = core::to_config(Recipe{});
  recipe.set("study", {core::ConfigTable{}});
  EXPECT_NO_THROW(data::parse_feature_recipe(recipe, "clips"));
}

TEST_F(RecipeFile, ARecipeMayExtendAnother) {
  core::write_file_atomically(folder_ / "base.toml",
                              "name='base'\n[feature]\ntype='mfcc'\nn_mfcc=20\n"
                              "[training]\nepochs=7\n[study]\nfolds=[2,3]\n");
  const StudyRecipe study =
      read("extends='base.toml'\nname='top'\n[feature]\ntype='log_mel'\n", {"training.threads=1"});
  EXPECT_EQ(study, read("name='top'\n[training]\nepochs=7\nthreads=1\n[study]\nfolds=[2,3]\n"));
}

TEST(ShippedRecipes, AreAllValid) {
  size_t count = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(test::source_folder() / "recipes")) {
    const bool is_of_scenes = entry.path().parent_path().filename() == "soundscapes";
    if (entry.path().extension() != ".toml" || is_of_scenes) continue;
    SCOPED_TRACE(entry.path());
    EXPECT_NO_THROW(read_recipe(entry.path()));
    ++count;
  }
  EXPECT_GT(count, 5U);
}

TEST_F(RecipeFile, MistakesInFactorsAreRefused) {
  EXPECT_THAT(error_of("[study.arms.a]\n[study.factors.f.x]\n"),
              AllOf(HasSubstr("r.toml:2"), HasSubstr("arms and factors")));
  EXPECT_THAT(error_of("[study.factors.f]\n"),
              AllOf(HasSubstr("r.toml:1"), HasSubstr("study.factors.f")));
  EXPECT_THAT(error_of("[study.factors.f.x]\nfold=1\n"),
              AllOf(HasSubstr("r.toml:2:1"), HasSubstr("study.factors.f.x.fold")));
  EXPECT_THAT(error_of("[study.factors.f.a]\n[study.factors.f.'a+b']\n"
                       "[study.factors.g.'b+c']\n[study.factors.g.c]\n"),
              AllOf(HasSubstr("\"a+b+c\" twice"), HasSubstr("r.toml:1")));
}

}  // namespace
}  // namespace pinna::study
