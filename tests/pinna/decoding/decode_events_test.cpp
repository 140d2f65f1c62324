#include "pinna/decoding/decode_events.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"

namespace pinna::decoding {
namespace {

using events::Event;
using testing::ElementsAre;

events::FrameScores scores_of(std::vector<float> values) {
  return {.labels = {"dog"},
          .frame_seconds = 0.1,
          .num_frames = std::ssize(values),
          .scores = std::move(values)};
}

std::vector<Event> decode(std::vector<float> values, const DecodingOptions& options) {
  std::vector<Event> events = decode_events(scores_of(std::move(values)), {&options, 1});
  for (Event& event : events) {
    event.onset = events::to_microseconds(event.onset);
    event.offset = events::to_microseconds(event.offset);
  }
  return events;
}

TEST(DecodeEvents, FramesThatReachTheThresholdAreEvents) {
  const DecodingOptions plain{.median_seconds = 0};
  EXPECT_THAT(decode({0.5F, 0.9F, 0.1F, 0.2F, 0.8F}, plain),
              ElementsAre(Event{0, 0.2, "dog"}, Event{0.4, 0.5, "dog"}));
  EXPECT_TRUE(decode({0.4F, 0.4F}, plain).empty());
  EXPECT_TRUE(decode({}, plain).empty());
}

TEST(DecodeEvents, HysteresisLetsEventsLastAtTheLowerThreshold) {
  const DecodingOptions options{.threshold = 0.7, .low_threshold = 0.3, .median_seconds = 0};
  EXPECT_THAT(decode({0.4F, 0.8F, 0.35F, 0.1F, 0.5F, 0.6F}, options),
              ElementsAre(Event{0, 0.3, "dog"}));
}

TEST(DecodeEvents, GapsAreBridgedBeforeShortEventsAreDropped) {
  const DecodingOptions options{.median_seconds = 0, .min_seconds = 0.3, .max_gap_seconds = 0.15};
  EXPECT_THAT(decode({1, 0, 1, 0, 0, 1, 1}, options), ElementsAre(Event{0, 0.3, "dog"}));
}

TEST(DecodeEvents, TheMedianRemovesWhatIsShorterThanHalfItsWindow) {
  const DecodingOptions options{.median_seconds = 0.3};
  EXPECT_THAT(decode({0, 1, 0, 0, 1, 1, 0, 1, 1}, options), ElementsAre(Event{0.4, 0.9, "dog"}));
}

TEST(DecodeEvents, EveryClassHasItsOwnOptionsAndEventsComeByOnset) {
  events::FrameScores scores{.labels = {"car", "dog"},
                             .frame_seconds = 1,
                             .num_frames = 2,
                             .scores = {0.1F, 0.6F, 0.6F, 0.6F}};
  const std::vector<DecodingOptions> options{{.threshold = 0.5, .median_seconds = 0},
                                             {.threshold = 0.55, .median_seconds = 0}};
  EXPECT_THAT(decode_events(scores, options), ElementsAre(Event{0, 2, "dog"}, Event{1, 2, "car"}));
  EXPECT_THROW(decode_events(scores, {options.data(), 1}), core::InvalidOptions);
  const std::vector<DecodingOptions> crossed(2, {.threshold = 0.2, .low_threshold = 0.3});
  EXPECT_THROW(decode_events(scores, crossed), core::InvalidOptions);
}

TEST(MedianFrames, AreOddAndNearest) {
  EXPECT_EQ(median_frames(0.448, 0.064), 7);
  EXPECT_EQ(median_frames(0, 0.064), 1);
  EXPECT_EQ(median_frames(0.1, 0.064), 1);
  EXPECT_EQ(median_frames(0.2, 0.064), 3);
}

RC_GTEST_PROP(MedianFiltered, EqualsSortingEachWindow, (std::vector<float> values)) {
  for (float& value : values)
    if (!std::isfinite(value)) value = 0;
  const int64_t reach = *rc::gen::inRange<int64_t>(0, 4);
  const std::vector<float> filtered = median_filtered(values, 2 * reach + 1);
  RC_ASSERT(filtered.size() == values.size());
  for (int64_t i = 0; i < std::ssize(values); ++i) {
    std::vector<float> window(
        values.begin() + std::max<int64_t>(0, i - reach),
        values.begin() + std::min<int64_t>(std::ssize(values), i + reach + 1));
    std::sort(window.begin(), window.end());
    RC_ASSERT(filtered[static_cast<size_t>(i)] == window[(window.size() - 1) / 2]);
  }
}

}  // namespace
}  // namespace pinna::decoding
