#include "pinna/metrics/event_timing.h"

#include <gtest/gtest.h>

namespace pinna::metrics {
namespace {

TEST(EventTiming, ErrorsAreThoseOfEventsFoundByAtLeastHalf) {
  const std::vector<PairedEvents> recordings{
      {"a.wav", {{1, 2, "dog"}, {4, 6, "car"}}, {{1.1, 2.2, "dog"}, {4, 5.5, "car"}}},
      {"b.wav", {{1, 2, "dog"}}, {{1, 2, "car"}, {1.9, 3, "dog"}}}};
  const TimingErrors errors = timing_errors(recordings);
  EXPECT_EQ(errors.pairs, 2);
  EXPECT_NEAR(errors.onset.mean_absolute, 0.05, 1e-12);
  EXPECT_NEAR(errors.onset.median, 0.05, 1e-12);
  EXPECT_NEAR(errors.offset.mean_absolute, 0.35, 1e-12);
  EXPECT_NEAR(errors.offset.median, -0.15, 1e-12);
}

TEST(EventTiming, NothingFoundHasNoError) {
  EXPECT_EQ(timing_errors({{"a.wav", {{1, 2, "dog"}}, {}}}), TimingErrors{});
}

}  // namespace
}  // namespace pinna::metrics
