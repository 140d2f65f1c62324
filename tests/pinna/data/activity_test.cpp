#include "pinna/data/activity.h"

#include <cmath>

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/core/random.h"
#include "pinna/data/esc50.h"

namespace pinna::data {
namespace {

constexpr int64_t rate = 16000;

/// Faint noise with louder noise within the spans.
std::vector<float> noise(double seconds, const std::vector<TimeSpan>& spans, double floor = 0.001) {
  core::Random random(1);
  std::vector<float> samples(static_cast<size_t>(seconds * rate));
  for (float& sample : samples) sample = static_cast<float>(floor * random.normal());
  for (const TimeSpan& span : spans)
    for (auto i = static_cast<size_t>(span.onset * rate);
         i < static_cast<size_t>(span.offset * rate); ++i)
      samples[i] += static_cast<float>(0.1 * random.normal());
  return samples;
}

void expect_near(const std::vector<TimeSpan>& got, const std::vector<TimeSpan>& expected) {
  ASSERT_EQ(got.size(), expected.size());
  for (size_t i = 0; i < got.size(); ++i) {
    EXPECT_NEAR(got[i].onset, expected[i].onset, 0.021);
    EXPECT_NEAR(got[i].offset, expected[i].offset, 0.021);
  }
}

TEST(Activity, EventsAreFoundToAFrame) {
  const std::vector<TimeSpan> spans{{0.5, 1.2}, {2, 3}};
  expect_near(find_activity(noise(5, spans), rate, {}), spans);
}

TEST(Activity, ShortGapsAreBridgedAndShortEventsDropped) {
  expect_near(find_activity(noise(5, {{0.5, 1}, {1.1, 1.5}, {3, 3.1}}), rate, {}), {{0.5, 1.5}});
}

TEST(Activity, TicksSoundAsLongAsTheyTick) {
  std::vector<TimeSpan> ticks;
  for (int i = 0; i < 6; ++i) ticks.push_back({0.5 + 0.5 * i, 0.56 + 0.5 * i});
  expect_near(find_activity(noise(5, ticks), rate, {}), {{0.5, 3.06}});
}

TEST(Activity, TheLoudestIsKeptWhereNothingIsLongEnough) {
  expect_near(find_activity(noise(5, {{2, 2.1}}), rate, {}), {{2, 2.1}});
}

TEST(Activity, SteadySoundIsActiveBetweenTheZeros) {
  std::vector<float> samples(rate / 2);
  const std::vector<float> steady = noise(2, {{0, 2}});
  samples.insert(samples.end(), steady.begin(), steady.end());
  samples.resize(4 * rate);
  expect_near(find_activity(samples, rate, {}), {{0.5, 2.5}});
  expect_near(whole_activity(samples, rate), {{0.5, 2.5}});
}

TEST(Activity, SilenceHasNone) {
  EXPECT_TRUE(find_activity(std::vector<float>(rate), rate, {}).empty());
  EXPECT_TRUE(find_activity({}, rate, {}).empty());
  EXPECT_TRUE(whole_activity(std::vector<float>(rate), rate).empty());
}

TEST(Activity, EveryClipOfEsc10HasEventsOfItsClass) {
  const auto root = test::shared_path("data/esc10");
  REQUIRE_SHARED(root);
  ClipTable table = read_esc50({.root = root.string()});
  table.clips.resize(40);
  const events::EventTable labels = label_activity(table, {});
  ASSERT_EQ(labels.size(), 40u);
  for (const Clip& clip : table.clips) {
    const std::vector<events::Event>& list = labels.at(clip.id);
    ASSERT_FALSE(list.empty()) << clip.id;
    double end = 0;
    for (const events::Event& event : list) {
      EXPECT_EQ(event.event_label, clip.label);
      EXPECT_GE(event.onset, end);
      EXPECT_GT(event.offset, event.onset);
      end = event.offset;
    }
  }
}

}  // namespace
}  // namespace pinna::data
