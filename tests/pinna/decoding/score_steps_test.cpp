#include "pinna/decoding/score_steps.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/decoding/decode_events.h"

namespace pinna::decoding {
namespace {

using testing::ElementsAre;
using testing::FloatEq;

events::FrameScores step_scores() {
  return {.labels = {"car", "dog"},
          .frame_seconds = 0.5,
          .num_frames = 3,
          .scores = {0.9F, 0.2F, 0.1F, 0.8F, 0.9F, 0.4F}};
}

/// One frame for all of it; classes the other way round.
const events::FrameScores step_tags{
    .labels = {"dog", "car"}, .frame_seconds = 2, .num_frames = 1, .scores = {0.25F, 0.04F}};

TEST(ScoreSteps, HardGatesCloseBelowTheThreshold) {
  const GateStep gate{.kind = GateKind::hard, .amount = 0.25};
  EXPECT_THAT(apply(gate, step_scores(), {.tags = &step_tags}).scores,
              ElementsAre(0, 0.2F, 0, 0.8F, 0, 0.4F));
}

TEST(ScoreSteps, SoftGatesMultiplyByAPowerOfTheTag) {
  const GateStep gate{.kind = GateKind::soft, .amount = 0.5};
  EXPECT_THAT(apply(gate, step_scores(), {.tags = &step_tags}).scores,
              ElementsAre(FloatEq(0.18F), FloatEq(0.1F), FloatEq(0.02F), FloatEq(0.4F),
                          FloatEq(0.18F), FloatEq(0.2F)));
  EXPECT_EQ(
      apply(GateStep{.kind = GateKind::soft, .amount = 0}, step_scores(), {.tags = &step_tags})
          .scores,
      step_scores().scores);
}

TEST(ScoreSteps, MediansAndHmmsAreThoseOfTheirFunctions) {
  const std::vector<double> widths{1.5, 0};
  EXPECT_EQ(apply(MedianStep{widths}, step_scores()).scores,
            smoothed(step_scores(), widths).scores);
  const std::vector<ActivityHmm> hmms(2, {.mean_on_frames = 3, .mean_off_frames = 5});
  EXPECT_EQ(apply(HmmStep{hmms}, step_scores()).scores, smoothed_by(hmms, step_scores()).scores);
}

TEST(ScoreSteps, ABigramRaisesWhatUsuallyFollows) {
  events::EventTable scenes;
  for (int i = 0; i < 20; ++i) scenes[std::to_string(i)] = {{0, 1, "car"}, {1, 2, "dog"}};
  const BigramStep step{.bigram = {scenes, {"car", "dog"}}, .threshold = 0.3, .weight = 1};
  const events::FrameScores scores{.labels = {"car", "dog"},
                                   .frame_seconds = 1,
                                   .num_frames = 4,
                                   .scores = {0.9F, 0, 0, 0, 0.45F, 0, 0, 0.45F}};
  const events::FrameScores after = apply(step, scores);
  EXPECT_LT(after.at(2, 0), 0.4F) << "no car comes after a car";
  EXPECT_GT(after.at(3, 1), 0.5F) << "a dog does";
  EXPECT_EQ(after.at(0, 1), 0);
}

TEST(ScoreSteps, WhatDoesNotFitIsRefused) {
  EXPECT_THROW(apply(GateStep{}, step_scores()), core::InvalidOptions);
  EXPECT_THROW(apply(MedianStep{{1}}, step_scores()), core::InvalidOptions);
  const events::FrameScores other{
      .labels = {"dog"}, .frame_seconds = 2, .num_frames = 1, .scores = {1}};
  EXPECT_THROW(apply(GateStep{}, step_scores(), {.tags = &other}), core::InvalidOptions);
}

/// Likes every sequence that ends with label 1 by 3 more.
class EndsWithOne : public SequenceModel {
 public:
  std::vector<double> language_scores(std::span<const LabelSequence> sequences) const override {
    std::vector<double> scores;
    for (const LabelSequence& sequence : sequences)
      scores.push_back(!sequence.empty() && sequence.back() == 1 ? 3 : 0);
    return scores;
  }
};

TEST(ScoreSteps, AnySequenceModelRescoresTheLikeliestSets) {
  RescoringStep step{.model = std::make_shared<EndsWithOne>(), .threshold = 0.3, .weight = 1};
  const events::FrameScores scores{.labels = {"car", "dog"},
                                   .frame_seconds = 1,
                                   .num_frames = 3,
                                   .scores = {0.5F, 0, 0, 0, 0, 0.5F}};
  const events::FrameScores after = apply(step, scores);
  // Four sets, all alike by sound: both and the dog alone are e^3 times as likely as the others.
  EXPECT_NEAR(after.at(2, 1), std::exp(3) / (1 + std::exp(3)), 1e-5);
  EXPECT_NEAR(after.at(0, 0), 0.5, 1e-5);
  // Without a weight nothing changes, however few sets are listed.
  step.weight = 0;
  step.num_subsets = 1;
  for (size_t i = 0; i < scores.scores.size(); ++i)
    EXPECT_NEAR(apply(step, scores).scores[i], scores.scores[i], 1e-6);
}

TEST(ScoreSteps, AStackWeighsDetectorsAndTags) {
  const events::FrameScores scores = step_scores();
  const Surroundings around{.tags = &step_tags, .others = {&scores}};
  const LogisticStack mean{.weights = {0.5, 0.5, 0}};
  const events::FrameScores same = apply(StackStep{{mean, mean}}, scores, around);
  for (size_t i = 0; i < scores.scores.size(); ++i)
    EXPECT_NEAR(same.scores[i], scores.scores[i], 1e-6);
  const LogisticStack tags_alone{.weights = {0, 0, 1}};
  EXPECT_THAT(apply(StackStep{{tags_alone, mean}}, scores, around).column(0),
              testing::Each(testing::FloatNear(0.04F, 1e-6F)));
  EXPECT_THAT(opinions_on(scores, around, 1),
              ElementsAre(0.2F, 0.2F, 0.25F, 0.8F, 0.8F, 0.25F, 0.4F, 0.4F, 0.25F));
  EXPECT_THROW(apply(StackStep{{mean, mean}}, scores, {.tags = &step_tags}), core::InvalidOptions);
  EXPECT_THROW(apply(StackStep{{mean}}, scores, around), core::InvalidOptions);
}

TEST(LabelBigram, ComesBackFromItsCounts) {
  const events::EventTable scenes{{"a", {{0, 1, "car"}, {1, 2, "dog"}}}, {"b", {{0, 1, "dog"}}}};
  const LabelBigram bigram(scenes, {"car", "dog"});
  EXPECT_THAT(bigram.counts(), ElementsAre(1, 1, 0, 1, 0, 0));
  EXPECT_EQ(LabelBigram::from_counts({"car", "dog"}, bigram.counts()), bigram);
  EXPECT_THROW(LabelBigram::from_counts({"car", "dog"}, {1}), core::BadData);
  EXPECT_THROW(LabelBigram::from_counts({"car"}, {1, -1}), core::BadData);
}

}  // namespace
}  // namespace pinna::decoding
