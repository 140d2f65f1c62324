#include "pinna/study/recipe.h"

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

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
  EXPECT_THAT(error_of("[study]\njobs='two'\n"),
              AllOf(HasSubstr("study.jobs"), HasSubstr("r.toml:2")));
}

}  // namespace
}  // namespace pinna::study
