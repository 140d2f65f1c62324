#include "pinna/study/inspect_run.h"

#include <cmath>
#include <fstream>
#include <iterator>

#include "tests/pinna/study/small_study.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/audio/encode.h"
#include "pinna/core/error.h"
#include "pinna/core/temporary_folder.h"
#include "pinna/runs/inspection_record.h"
#include "pinna/study/train_run.h"

namespace pinna::study {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(InspectRun, ViewsAreCalledAfterArms) {
  EXPECT_THAT(view_names({"studies/two/runs/tagger/fold1-seed1", "studies/two/runs/median/x/"}),
              ElementsAre("tagger", "median"));
  EXPECT_THAT(view_names({"runs/esc10-fold1-seed1", "./my run"}),
              ElementsAre("esc10-fold1-seed1", "my_run"));
}

TEST(InspectRun, NamesSayMoreWhereArmsAreEqual) {
  EXPECT_THAT(view_names({"s/runs/a/fold1-seed1", "s/runs/a/fold2-seed1", "s/runs/b/fold1-seed1"}),
              ElementsAre("a-fold1-seed1", "a-fold2-seed1", "b"));
  EXPECT_THAT(view_names({"s/runs/a/f1", "t/runs/a/f1", "t/runs/b/f1"}),
              ElementsAre("s-a-f1", "t-a-f1", "b"));
  EXPECT_THAT(view_names({"x/run", "y/run", "z/run"}), ElementsAre("run", "run-2", "run-3"));
}

TEST(InspectRun, AClassifierIsATaggerOfAnyRecording) {
  const core::TemporaryFolder folder;
  const auto path = folder / "run";
  const Recipe recipe = test::small_recipe(folder.path());
  train_run(recipe, path, Start::fresh);
  const auto listeners = listeners_of(path, "small", {});
  ASSERT_EQ(listeners.size(), 1U);
  EXPECT_EQ(listeners[0].kind, runs::ViewKind::tagger);
  EXPECT_EQ(listeners[0].run, "run");
  EXPECT_THAT(listeners[0].method, HasSubstr("resnet on "));
  // Clips are shorter than windows usually are.
  EXPECT_EQ(listeners[0].tagger()->windows.window_seconds, recipe.input.clip_seconds);

  audio::Waveform sound{.samples = {}, .num_channels = 2, .sample_rate = 8000};
  for (int i = 0; i < 2 * 8000 * 3; ++i)
    sound.samples.push_back(0.3F * std::sin(0.1F * static_cast<float>(i)));
  audio::write_audio(folder / "stereo.wav", sound);
  const runs::ModelView view =
      view_of(listeners_of(path, "small", {.window_seconds = 1, .hop_seconds = 0.5})[0],
              folder / "stereo.wav");
  EXPECT_EQ(view.name, "small");
  EXPECT_EQ(view.window_seconds, 1);
  EXPECT_EQ(view.scores.num_frames, 6);
  EXPECT_EQ(view.scores.labels, listeners[0].labels());
  EXPECT_THROW(listeners_of(path, "small", {.hop_seconds = 0}), core::InvalidOptions);
}

TEST(InspectRun, RunsMustBeTrainedToTheirEnd) {
  const core::TemporaryFolder folder;
  EXPECT_THROW(listeners_of(folder / "absent", "a", {}), core::MissingInput);
  const auto path = folder / "run";
  auto recipe = test::small_recipe(folder.path());
  recipe.training.epochs = 1;
  train_run(recipe, path, Start::fresh);
  std::filesystem::remove(path / "DONE");
  EXPECT_THAT([&] { listeners_of(path, "a", {}); },
              ThrowsMessage<core::MissingInput>(HasSubstr("not trained to its end")));
  std::ofstream(path / "FAILED") << "loss was not finite\n";
  EXPECT_THAT([&] { listeners_of(path, "a", {}); },
              ThrowsMessage<core::MissingInput>(HasSubstr("loss was not finite")));
}

}  // namespace
}  // namespace pinna::study
