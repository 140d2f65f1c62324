#include "pinna/report/practical_paper.h"

#include "tests/support/example_study.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/safetensors.h"
#include "pinna/report/feature_conventions.h"
#include "pinna/report/network_layout.h"
#include "pinna/report/recipe_text.h"

namespace pinna::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;

core::ConfigTable toml(const char* text) {
  return core::parse_toml(text, "recipe.toml");
}

TEST(PracticalPaper, BothPartsAreMadeFromTheFolderOfAStudy) {
  const test::TemporaryFolder folder;
  const auto study = runs::StudyFolder::create(folder / "study", toml("name = 'three'\n"));
  test::write_three_arms(study);
  const Findings findings = findings_of(study);
  PracticalMaterial material{
      .dataset = DatasetFacts{.name = "tiny*clips",
                              .licence = "CC BY 4.0",
                              .num_clips = 80,
                              .num_classes = 2,
                              .num_folds = 2,
                              .audit = std::vector<std::string>{"3 clips are 'clipped' [@x]"}}};
  const std::string first = to_latex(feature_paper(findings, material));
  EXPECT_THAT(
      first, AllOf(HasSubstr("tiny*clips: 80 clips of 2 classes"), HasSubstr("Licence: CC BY 4.0."),
                   HasSubstr("clipped' [@x]"), HasSubstr("mel scale & slaney")));
  material.shortcuts = {.lines = {{.knows = "the length of the sound", .accuracy = 0.25}},
                        .chance = 0.5};
  const std::string second = to_latex(classification_paper(findings, material));
  EXPECT_THAT(second,
              AllOf(HasSubstr("25.0 \\% from the length of the sound"), HasSubstr("McNemar"),
                    HasSubstr("\\ref{tab:results}"), HasSubstr("Calibration"), HasSubstr("dog")));
  EXPECT_THAT(first + second, testing::Not(HasSubstr("?? ")));
}

TEST(RecipeText, SaysWhatArmsDo) {
  EXPECT_EQ(arm_text(toml("combine = {type = 'bigram', detector = '@joint'}\n")),
            "which label follows which (bigram) weighs the events that `joint` proposes");
  EXPECT_THAT(arm_text(toml("condition.tagger = '@tagger'\n")), HasSubstr("FiLM"));
  EXPECT_EQ(arm_text(toml("transfer = {from = '@tagger', freeze = true}\n")),
            "training begins with the layers of `tagger`, which stay as they are");
  EXPECT_THAT(arm_text(toml("combine.type = 'none'\njoint.clips_per_step = 14\n"
                            "training.balance.type = 'pcgrad'\n")),
              HasSubstr("gradient surgery"));
  // A resolved recipe has all keys; zero and empty ones mean nothing.
  EXPECT_THAT(arm_text(toml("combine.type = 'none'\njoint.clips_per_step = 0\n"
                            "transfer.from = ''\ncondition.tagger = ''\n")),
              HasSubstr("a network of its own"));
}

TEST(RecipeText, SaysWhatFeaturesAre) {
  EXPECT_EQ(feature_text(toml("type = 'log_mel'\nsample_rate = 16000\nn_fft = 1024\n"
                              "hop_length = 512\nn_mels = 64\n")),
            "log-mel, 64 mel bands, windows of 64 ms every 32.0 ms, 16 kHz");
  EXPECT_THAT(
      feature_text(toml("type = 'stack'\npreset = 'log_mel+mfcc+chroma'\n")),
      AllOf(HasSubstr("3 channels (log-mel"), HasSubstr("MFCC"), HasSubstr("12 pitch classes")));
}

TEST(FeatureConventions, StandSideBySideOnce) {
  const auto mel = toml("type = 'log_mel'\n"), stack = toml("type = 'stack'\n");
  const PaperTable table = convention_table({mel, stack});
  // The log-mel of the stack is the one before it.
  EXPECT_THAT(table.header, testing::ElementsAre("setting", "log mel", "mfcc", "chroma stft"));
  for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.header.size());
  EXPECT_THAT(table.rows, testing::Contains(testing::ElementsAre("pitch classes", "–", "–", "12")));
}

TEST(NetworkLayout, CountsWhatIsLearnt) {
  const test::TemporaryFolder folder;
  const auto model = folder / "model.safetensors";
  const auto zeros = [](std::vector<int64_t> shape) {
    size_t count = 1;
    for (const int64_t length : shape) count *= static_cast<size_t>(length);
    return core::Array::from(std::vector<float>(count), std::move(shape));
  };
  core::write_safetensors(model, {.tensors = {{"conv1.weight", zeros({8, 1, 7, 7})},
                                              {"bn1.weight", zeros({8})},
                                              {"bn1.running_mean", zeros({8})},
                                              {"fc.weight", zeros({10, 64})},
                                              {"layer1.0.conv1.weight", zeros({8, 8, 3, 3})},
                                              {"layer1.1.conv1.weight", zeros({8, 8, 3, 3})}}});
  const auto parts = network_parts(model);
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(parts[0].num_parameters, 8 * 49 + 8);
  EXPECT_EQ(parts[1].layers, "2 blocks of two 3×3 convolutions");
  EXPECT_EQ(parts[2].channels, 10);
  EXPECT_TRUE(network_parts(folder / "none.safetensors").empty());
}

}  // namespace
}  // namespace pinna::report
