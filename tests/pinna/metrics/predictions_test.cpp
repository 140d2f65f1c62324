#include "pinna/metrics/predictions.h"

#include <array>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

ClipPredictions two_clips() {
  return {.labels = {"dog", "rain", "bell"},
          .clips = {"a.wav", "b.wav"},
          .targets = {0, 2},
          .probabilities = {0.2F, 0.5F, 0.3F, 0.4F, 0.2F, 0.4F}};
}

std::string complaint(const ClipPredictions& predictions) {
  try {
    check_predictions(predictions, "p.csv");
  } catch (const core::BadData& error) {
    return error.what();
  }
  return "none";
}

TEST(ClipPredictions, MostProbableClassIsPredictedAndTheFirstOfEquals) {
  EXPECT_EQ(two_clips().predicted(0), 1);
  EXPECT_EQ(two_clips().predicted(1), 0);
}

TEST(ClipPredictions, ConsistentOnesPass) {
  EXPECT_EQ(complaint(two_clips()), "none");
}

TEST(ClipPredictions, DamageIsNamedWithItsClip) {
  auto predictions = two_clips();
  predictions.targets[1] = 3;
  EXPECT_THAT(complaint(predictions), testing::HasSubstr("target of clip \"b.wav\": got 3"));
  predictions = two_clips();
  predictions.probabilities[2] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_THAT(complaint(predictions), testing::HasSubstr("probability of clip \"a.wav\""));
  predictions = two_clips();
  predictions.probabilities.pop_back();
  EXPECT_THAT(complaint(predictions), testing::HasSubstr("p.csv"));
  EXPECT_THAT(complaint({}), testing::HasSubstr("no labels"));
}

TEST(ClipPredictions, PoolingKeepsTheOrderOfTheParts) {
  const auto all = pooled(std::array{two_clips(), two_clips()});
  EXPECT_THAT(all.clips, testing::ElementsAre("a.wav", "b.wav", "a.wav", "b.wav"));
  EXPECT_EQ(all.probabilities.size(), 12U);
  EXPECT_EQ(complaint(all), "none");
}

TEST(ClipPredictions, ClipsWithoutASourceAreTheirOwn) {
  EXPECT_EQ(two_clips().group(1), "b.wav");
  auto with_groups = two_clips();
  with_groups.groups = {"x", "x"};
  EXPECT_EQ(with_groups.group(1), "x");
  EXPECT_THAT(pooled(std::array{two_clips(), with_groups}).groups,
              testing::ElementsAre("a.wav", "b.wav", "x", "x"));
  EXPECT_TRUE(pooled(std::array{two_clips(), two_clips()}).groups.empty());
  with_groups.groups.pop_back();
  EXPECT_THAT(complaint(with_groups), testing::HasSubstr("1 groups, expected 2"));
}

TEST(ClipPredictions, PartsOfOtherLabelsAreNotPooled) {
  auto other = two_clips();
  other.labels[0] = "cat";
  EXPECT_THROW(pooled(std::array{two_clips(), other}), core::BadData);
  EXPECT_THROW(pooled({}), core::InvalidOptions);
}

TEST(Ensemble, AveragesProbabilitiesClipByClipInAnyOrder) {
  ClipPredictions other = two_clips();
  std::swap(other.clips[0], other.clips[1]);
  std::swap(other.targets[0], other.targets[1]);
  other.probabilities = {0.2F, 0.2F, 0.6F, 0.9F, 0.1F, 0.0F};  // of b.wav, then of a.wav
  const ClipPredictions mean = ensemble(std::vector{two_clips(), other});
  EXPECT_EQ(mean.clips, two_clips().clips);
  const std::vector<float> expected{0.55F, 0.3F, 0.15F, 0.3F, 0.2F, 0.5F};
  for (size_t i = 0; i < expected.size(); ++i)
    EXPECT_NEAR(mean.probabilities[i], expected[i], 1e-6);
  EXPECT_EQ(ensemble(std::vector{two_clips()}), two_clips());
}

TEST(Ensemble, MembersOfOtherClipsAreRefused) {
  const auto refused = [](auto&& change) {
    ClipPredictions other = two_clips();
    change(other);
    EXPECT_THROW(ensemble(std::vector{two_clips(), other}), core::BadData);
  };
  refused([](auto& p) { p.clips[1] = "c.wav"; });
  refused([](auto& p) { p.clips[1] = "a.wav"; });
  refused([](auto& p) { p.targets[1] = 0; });
  refused([](auto& p) { p.labels[0] = "cat"; });
  EXPECT_THROW(ensemble({}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::metrics
