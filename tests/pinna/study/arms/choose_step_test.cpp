#include "pinna/study/arms/choose_step.h"

#include <string>

#include <gtest/gtest.h>

namespace pinna::study {
namespace {

/// Scenes of 8 s in frames of 0.5 s. Of "long" an event has holes, so that what is heard of it
/// covers less than PSDS1's 0.7; of "short" an event is one frame long.
Validation two_classes() {
  Validation validation{.labels = {"long", "short"}, .scene_seconds = 8};
  for (const char* name : {"a", "b"}) {
    validation.events[name] = {{0, 3, "long"}, {3, 3.5, "short"}};
    validation.training_events[name] = validation.events[name];
    validation.scores[name] = {.labels = validation.labels,
                               .frame_seconds = 0.5,
                               .num_frames = 16,
                               .scores = {0.9F, 0, 0, 0, 0.9F, 0, 0.9F, 0,  //
                                          0, 0, 0.9F, 0, 0, 0.9F, 0, 0}};
    validation.scores[name].scores.resize(32);
    validation.tags[name] = {
        .labels = validation.labels, .frame_seconds = 8, .num_frames = 1, .scores = {0.6F, 0.3F}};
  }
  return validation;
}

TEST(ChooseStep, MediansFitEachClass) {
  const auto step = std::get<decoding::MedianStep>(
      choose_step(MedianCombination{.seconds = {0, 2.5}}, two_classes()));
  EXPECT_EQ(step.seconds, (std::vector<double>{2.5, 0})) << "a median removes the short event";
}

TEST(ChooseStep, AClassWithoutEventsIsNotSmoothed) {
  Validation validation = two_classes();
  for (auto& [name, list] : validation.events) list.resize(1);
  const auto step = std::get<decoding::MedianStep>(
      choose_step(MedianCombination{.seconds = {2.5, 0}}, validation));
  EXPECT_EQ(step.seconds, (std::vector<double>{2.5, 0}));
}

TEST(ChooseStep, GatesStayOpenForWhatSounds) {
  Validation validation = two_classes();
  for (auto& [name, frames] : validation.scores)
    for (size_t frame = 0; frame < 6; ++frame) frames.scores[2 * frame] = 0.9F;
  const auto step = std::get<decoding::GateStep>(
      choose_step(GateCombination{.amounts = {0.9, 0.5, 0.2}}, validation));
  EXPECT_EQ(step.amount, 0.2) << "0.5 closes on the short event, 0.9 on both";
}

TEST(ChooseStep, HmmsLearnDurationsFromTrainingScenes) {
  const auto step = std::get<decoding::HmmStep>(
      choose_step(HmmCombination{.stages = {1}, .frame_weights = {1}}, two_classes()));
  ASSERT_EQ(step.hmms.size(), 2u);
  EXPECT_EQ(step.hmms[0].mean_on_frames, 6);
  EXPECT_EQ(step.hmms[1].mean_on_frames, 1);
}

TEST(ChooseStep, BigramsLearnFromTrainingScenes) {
  const Validation validation = two_classes();
  const auto step =
      std::get<decoding::BigramStep>(choose_step(BigramCombination{.weights = {1}}, validation));
  EXPECT_EQ(step.bigram, decoding::LabelBigram(validation.training_events, validation.labels));
  EXPECT_GT(step.bigram.probability(1, 0), 0.6);
}

TEST(ChooseStep, RecurrentModelsLearnWhatFollows) {
  Validation validation = two_classes();
  for (int i = 0; i < 40; ++i)
    validation.training_events[std::to_string(i)] = validation.events.at("a");
  const auto step = std::get<decoding::RescoringStep>(
      choose_step(RecurrentCombination{.weights = {1}, .cells = 8, .epochs = 60}, validation));
  const std::vector<decoding::LabelSequence> sequences{{0, 1}, {1, 0}, {}};
  const std::vector<double> scores = step.model->language_scores(sequences);
  EXPECT_GT(scores[0], 0.5) << "long, then short";
  EXPECT_LT(scores[1], -1);
  EXPECT_EQ(scores[2], 0);
}

TEST(ChooseStep, StacksAreFittedToFramesOfEachClass) {
  Validation validation = two_classes();
  validation.others = {validation.scores};
  for (auto& [name, frames] : validation.others.front())
    for (float& score : frames.scores) score = 0.5F;
  const auto step = std::get<decoding::StackStep>(choose_step(StackCombination{}, validation));
  ASSERT_EQ(step.classes.size(), 2u);
  ASSERT_EQ(step.classes[1].weights.size(), 3u) << "own score, the other's, the tag";
  EXPECT_GT(step.classes[1].weights[0], 0.3) << "a score that is right about every frame";
}

TEST(BestStep, OfEqualsTheFirst) {
  const Validation validation = two_classes();
  const auto step =
      best_step(validation, {decoding::MedianStep{{0, 0}}, decoding::GateStep{.amount = 0.1},
                             decoding::GateStep{.amount = 0.2}});
  EXPECT_TRUE(std::holds_alternative<decoding::MedianStep>(step));
}

}  // namespace
}  // namespace pinna::study
