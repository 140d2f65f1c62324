#include "pinna/study/parts.h"

#include "tests/pinna/study/small_scenes.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/detect_recording.h"
#include "pinna/evaluation/detector.h"
#include "pinna/models/model.h"
#include "pinna/models/weights.h"
#include "pinna/runs/measures.h"
#include "pinna/runs/study_comparison.h"
#include "pinna/runs/study_folder.h"
#include "pinna/study/run_study.h"
#include "pinna/study/train_run.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

/// A study of a tagger, a detector and what builds on them, in the layout of a study's folder.
class PartsTest : public testing::Test {
 protected:
  PartsTest() { small_event_recipe(folder_.path()); }

  StudyRecipe study(const std::string& arms) const {
    core::write_file_atomically(
        folder_ / "study.toml",
        "extends = 'recipe.toml'\n"
        "model = { type = 'event_resnet', width = 0.25, frame_strides = [2, 2, 1, 1, 1], "
        "rnn_cells = 8 }\n"
        "joint.input = { clip_seconds = 2.0 }\n"
        "[study]\nfolds = [1]\nseeds = [1]\nclip_baseline = 'tagger'\nbaseline = 'detector'\n"
        "[study.arms.tagger]\nmodel = { type = 'resnet', width = 0.25, frame_strides = [2, 2, 1, "
        "1, 1] }\ninput = { clip_seconds = 2.0 }\n"
        "[study.arms.detector]\n" +
            arms);
    return read_recipe(folder_ / "study.toml",
                       {"data.root='" + (folder_ / "scenes").string() + "'",
                        "data.sources='" + (folder_ / "clips").string() + "'"});
  }

  fs::path run_of(const std::string& arm) const {
    return folder_ / "study" / "runs" / arm / "fold1-seed1";
  }

  runs::RunFolder trained(const StudyRecipe& study, const std::string& arm) const {
    Recipe recipe = study.arm(arm);
    train_run(recipe, run_of(arm), Start::fresh);
    evaluate_run(run_of(arm));
    return runs::RunFolder::open(run_of(arm));
  }

  const test::TemporaryFolder folder_;
};

TEST_F(PartsTest, ARecipeSaysWhichArmsComeBeforeIt) {
  const StudyRecipe arms = study(
      "[study.arms.gate.combine]\ntype = 'gate'\ndetector = '@detector'\ntagger = '@tagger'\n"
      "[study.arms.tuned.transfer]\nfrom = '@tagger'\n");
  EXPECT_THAT(arms_before(arms.arm("gate")), ElementsAre("detector", "tagger"));
  EXPECT_THAT(arms_before(arms.arm("tuned")), ElementsAre("tagger"));
  EXPECT_TRUE(arms_before(arms.arm("detector")).empty());
  const std::vector<PlannedRun> planned = planned_runs(arms);
  ASSERT_EQ(planned.size(), 4u);
  EXPECT_THAT(planned[2].needs,
              ElementsAre(runs::RunKey{"detector", 1, 1}, runs::RunKey{"tagger", 1, 1}));
}

TEST_F(PartsTest, ArmsThatCannotBeBuiltAreRefusedBeforeAnythingRuns) {
  const auto error_of = [&](const std::string& arms) {
    try {
      check_study(study(arms), folder_ / "study");
    } catch (const core::InvalidOptions& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_EQ(error_of("[study.arms.film.condition]\ntagger = '@tagger'\n"), "");
  EXPECT_THAT(error_of("[study.arms.film.condition]\ntagger = '@nobody'\n"), HasSubstr("nobody"));
  EXPECT_THAT(error_of("[study.arms.film.condition]\ntagger = '@detector'\n"),
              HasSubstr("a detector of events"));
  EXPECT_THAT(error_of("[study.arms.m.combine]\ntype = 'median'\ndetector = '@tagger'\n"),
              HasSubstr("a classifier of clips"));
  EXPECT_THAT(error_of("[study.arms.a.transfer]\nfrom = '@b'\n"
                       "[study.arms.b.transfer]\nfrom = '@a'\n"),
              HasSubstr("waits for itself"));
  EXPECT_THAT(error_of("[study.arms.g.combine]\ntype = 'gate'\ndetector = '@detector'\n"),
              HasSubstr("the classifier that the gate asks"));
  EXPECT_FALSE(fs::exists(folder_ / "study"));
}

TEST_F(PartsTest, EveryKindOfArmTrainsAndIsScored) {
  const StudyRecipe arms = study(
      "[study.arms.gate.combine]\ntype = 'gate'\ndetector = '@detector'\ntagger = '@tagger'\n"
      "tags = { window_seconds = 1.0 }\n"
      "[study.arms.oracle.combine]\ntype = 'gate'\ndetector = '@detector'\n"
      "tags.source = 'reference'\n"
      "[study.arms.film.condition]\ntagger = '@tagger'\ntags.window_seconds = 1.0\n"
      "[study.arms.frozen.transfer]\nfrom = '@tagger'\nfreeze = true\n"
      "[study.arms.bigram.combine]\ntype = 'bigram'\ndetector = '@gate'\n"
      "[study.arms.stack.combine]\ntype = 'stack'\ndetector = '@detector'\nsecond = '@film'\n"
      "tagger = '@tagger'\ntags.window_seconds = 1.0\n"
      "[study.arms.recurrent.combine]\ntype = 'recurrent'\ndetector = '@stack'\nepochs = 2\n");
  trained(arms, "tagger");
  const auto detector = trained(arms, "detector");

  // A gate that nothing passes leaves no score; one that all passes changes none.
  const auto oracle = trained(arms, "oracle").scored_scenes();
  for (const auto& [name, frames] : oracle.detector.scores)
    for (int64_t index = 0; index < frames.num_classes(); ++index) {
      const auto& list = oracle.reference.at(name);
      const bool sounds = std::any_of(list.begin(), list.end(), [&](const events::Event& event) {
        return event.event_label == frames.labels[static_cast<size_t>(index)];
      });
      const auto raw = detector.scored_scenes().detector.scores.at(name).column(index);
      EXPECT_EQ(frames.column(index), sounds ? raw : std::vector<float>(raw.size())) << name;
    }
  EXPECT_THAT(
      [&] {
        evaluation::detect_recording(
            evaluation::load_detector(run_of("oracle") / "model.safetensors"),
            folder_ / "scenes" / "audio" / detector.scored_scenes().reference.begin()->first);
      },
      ThrowsMessage<core::InvalidOptions>(HasSubstr("ceiling")));

  trained(arms, "gate");
  // What has a gate can have one more step, but no second classifier.
  EXPECT_EQ(evaluation::load_detector(trained(arms, "bigram").model_path()).steps.size(), 2u);
  Recipe twice = arms.arm("gate");
  std::get<GateCombination>(twice.combine).detector = "@gate";
  EXPECT_THAT([&] { train_run(twice, run_of("twice"), Start::fresh); },
              ThrowsMessage<core::InvalidOptions>(HasSubstr("told tags already, or a stack")));

  // A detector that is told tags hears recordings as it hears scenes.
  const auto film = trained(arms, "film");
  const runs::ScoredScenes scored = film.scored_scenes();
  const auto& [scene, frames] = *scored.detector.scores.begin();
  const auto heard = evaluation::detect_recording(evaluation::load_detector(film.model_path()),
                                                  folder_ / "scenes" / "audio" / scene);
  ASSERT_EQ(heard.scores.num_frames, frames.num_frames);
  for (size_t i = 0; i < frames.scores.size(); ++i)
    ASSERT_NEAR(heard.scores.scores[i], frames.scores[i], 1e-4) << i;

  // A stack is one file that hears recordings too, and so is what is built on it.
  trained(arms, "stack");
  const auto recurrent = trained(arms, "recurrent");
  const runs::ScoredScenes rescored = recurrent.scored_scenes();
  const auto again = evaluation::detect_recording(evaluation::load_detector(recurrent.model_path()),
                                                  folder_ / "scenes" / "audio" / scene);
  for (size_t i = 0; i < again.scores.scores.size(); ++i)
    ASSERT_NEAR(again.scores.scores[i], rescored.detector.scores.at(scene).scores[i], 1e-4) << i;
  EXPECT_GT(recurrent.event_scores()["multiply_adds_per_second"],
            2 * detector.event_scores()["multiply_adds_per_second"].get<double>());

  const auto frozen = trained(arms, "frozen");
  const auto tagger = evaluation::load_classifier(run_of("tagger") / "model.safetensors");
  const auto begun = evaluation::load_detector(frozen.model_path());
  EXPECT_EQ(begun.statistics, tagger.statistics);
  const auto weights = models::weights_of(*begun.model);
  for (const auto& [name, array] : models::weights_of(*tagger.model).tensors)
    if (!name.starts_with("fc.")) EXPECT_EQ(weights.tensors.at(name), array) << name;
}

TEST_F(PartsTest, AJointNetworkIsComparedInBothQuestions) {
  const StudyRecipe arms = study("[study.arms.joint.joint]\nclips_per_step = 4\n");
  const auto folder = runs::StudyFolder::create(folder_ / "study", to_config(arms));
  for (const char* arm : {"tagger", "detector", "joint"}) trained(arms, arm);
  const auto joint = runs::RunFolder::open(run_of("joint"));
  EXPECT_TRUE(joint.has_scores());
  EXPECT_TRUE(joint.has_event_scores());
  EXPECT_GE(runs::measures_of(joint).size(), 6u);
  const auto comparison = runs::compare_study(folder, {.event_resamples = 100});
  EXPECT_EQ(comparison.baseline, "detector");
  EXPECT_EQ(comparison.clip_baseline, "tagger");
  ASSERT_EQ(comparison.arms.size(), 1u);
  EXPECT_EQ(comparison.arms[0].arm, "joint");
  ASSERT_EQ(comparison.event_arms.size(), 1u);
  EXPECT_EQ(comparison.event_arms[0].arm, "joint");
  EXPECT_TRUE(comparison.left_out.empty());
}

TEST_F(PartsTest, AJointDetectorWithoutTheLossOfClipsIsTheDetectorAlone) {
  const StudyRecipe arms =
      study("[study.arms.joint]\njoint.clips_per_step = 4\ntraining.balance.weight = 0.0\n");
  trained(arms, "detector");
  trained(arms, "joint");
  EXPECT_EQ(core::read_file(run_of("joint") / "model.safetensors"),
            core::read_file(run_of("detector") / "model.safetensors"));
}

TEST_F(PartsTest, AnInterruptedJointTrainingEndsAsAnUnbrokenOne) {
  const StudyRecipe arms = study(
      "[study.arms.joint]\njoint.clips_per_step = 4\ntraining.balance.type = 'uncertainty'\n");
  const Recipe& recipe = arms.arm("joint");
  train_run(recipe, folder_ / "unbroken", Start::fresh);
  for (bool is_done = false; !is_done;) {
    int steps = 0;
    training::FitHooks hooks;
    hooks.on_step = [&](int64_t, int64_t, double) { ++steps; };
    hooks.stop_requested = [&] { return steps >= 2; };
    try {
      train_run(recipe, folder_ / "broken", Start::resume, hooks);
      is_done = true;
    } catch (const core::Interrupted&) {
    }
  }
  for (const char* file : {"model.safetensors", "tagger.safetensors"})
    EXPECT_EQ(core::read_file(folder_ / "broken" / file),
              core::read_file(folder_ / "unbroken" / file));
}

}  // namespace
}  // namespace pinna::study
