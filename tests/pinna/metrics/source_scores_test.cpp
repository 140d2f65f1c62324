#include "pinna/metrics/source_scores.h"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

using testing::ElementsAre;
using testing::Field;

/// Source 7 fails twice, source 8 once of three times, source 9 never; the last clip has none.
ClipPredictions example() {
  ClipPredictions predictions{.labels = {"dog", "rain"},
                              .clips = {"a", "b", "c", "d", "e", "f", "g"},
                              .targets = {0, 0, 1, 1, 1, 0, 1},
                              .groups = {"7", "7", "8", "8", "8", "9", ""}};
  for (const int64_t said : {1, 1, 1, 0, 1, 0, 0}) {
    predictions.probabilities.push_back(said == 0 ? 0.75F : 0.25F);
    predictions.probabilities.push_back(said == 1 ? 0.75F : 0.25F);
  }
  return predictions;
}

TEST(SourceScores, ErrorsAreCountedByRecording) {
  const SourceBreakdown found = by_source(example());
  EXPECT_THAT(found.sources,
              ElementsAre(Field(&SourceScores::source, "7"), Field(&SourceScores::source, "8"),
                          Field(&SourceScores::source, "g"), Field(&SourceScores::source, "9")));
  EXPECT_EQ(found.errors, 4);
  EXPECT_EQ(found.with_errors, 3);
  EXPECT_EQ(found.failing, 2);
  EXPECT_EQ(found.behind_half, 1);
  EXPECT_NEAR(found.mean_accuracy, (0 + 2.0 / 3 + 0 + 1) / 4, 1e-12);
  EXPECT_EQ(found.sources[1].clips, 3);
  EXPECT_EQ(found.sources[1].target, 1);
}

TEST(SourceScores, OneClassIsLookedAtAlone) {
  const SourceBreakdown dogs = by_source(example(), 0);
  EXPECT_EQ(dogs.sources.size(), 2U);
  EXPECT_EQ(dogs.errors, 2);
  EXPECT_EQ(dogs.failing, 1);
}

TEST(SourceScores, SeedsAreNoFurtherClips) {
  const SourceBreakdown found = by_source(pooled(std::array{example(), example()}));
  EXPECT_EQ(found.errors, 8);
  EXPECT_EQ(found.sources.front().clips, 2);
  EXPECT_EQ(found.sources.front().predictions, 4);
  EXPECT_EQ(found.failing, 2);
}

TEST(SourceScores, WithoutErrorsNothingIsBehindThem) {
  ClipPredictions right = example();
  for (int64_t i = 0; i < right.num_clips(); ++i)
    for (int64_t k = 0; k < 2; ++k)
      right.probabilities[static_cast<size_t>(2 * i + k)] =
          right.targets[static_cast<size_t>(i)] == k ? 1 : 0;
  const SourceBreakdown found = by_source(right);
  EXPECT_EQ(found.behind_half, 0);
  EXPECT_EQ(found.mean_accuracy, 1);
}

TEST(SourceScores, UnknownSourcesAreBadData) {
  ClipPredictions predictions = example();
  predictions.groups.clear();
  EXPECT_THROW(by_source(predictions), core::BadData);
  EXPECT_THROW(by_source(example(), 2), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::metrics
