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
  expect_near(find_activity(noise(5, spans), rate, SoundKind::event, {}), spans);
}

TEST(Activity, ShortGapsAreBridged) {
  expect_near(find_activity(noise(5, {{0.5, 1}, {1.1, 1.5}}), rate, SoundKind::event, {}),
              {{0.5, 1.5}});
}

TEST(Activity, QuietEventsAreDroppedShortOnesSooner) {
  std::vector<float> samples = noise(6, {{0.5, 1}, {2, 2.1}, {3, 3.1}, {4, 4.5}, {5, 5.5}}, 1e-4);
  const auto scale = [&](double onset, double offset, float factor) {
    for (auto i = static_cast<size_t>(onset * rate); i < static_cast<size_t>(offset * rate); ++i)
      samples[i] *= factor;
  };
  scale(2, 2.1, 0.5F);   // short, 6 dB down: kept
  scale(3, 3.1, 0.2F);   // short, 14 dB down: dropped
  scale(4, 4.5, 0.2F);   // long, 14 dB down: kept
  scale(5, 5.5, 0.05F);  // long, 26 dB down: dropped
  expect_near(find_activity(samples, rate, SoundKind::event, {}), {{0.5, 1}, {2, 2.1}, {4, 4.5}});
}

TEST(Activity, TicksSoundAsLongAsTheyTick) {
  std::vector<TimeSpan> ticks;
  for (int i = 0; i < 5; ++i) ticks.push_back({0.5 + i, 0.56 + i});
  expect_near(find_activity(noise(6, ticks), rate, SoundKind::repetition, {}), {{0.5, 4.56}});
  EXPECT_EQ(find_activity(noise(6, ticks), rate, SoundKind::event, {}).size(), 5u);
}

TEST(Activity, RumbleIsNotHeard) {
  std::vector<float> samples = noise(5, {{1, 2}});
  for (size_t i = 0; i < samples.size(); ++i)
    samples[i] += 0.1F * std::sin(2 * 3.14159265F * 4 * static_cast<float>(i) / rate);
  expect_near(find_activity(samples, rate, SoundKind::event, {}), {{1, 2}});
}

TEST(Activity, TheClassDecidesWhatKindOfSoundItIs) {
  EXPECT_EQ(kind_of("rain", {}), SoundKind::texture);
  EXPECT_EQ(kind_of("clock_tick", {}), SoundKind::repetition);
  EXPECT_EQ(kind_of("dog", {}), SoundKind::event);
}

TEST(Activity, SteadySoundIsActiveBetweenTheZeros) {
  std::vector<float> samples(rate / 2);
  const std::vector<float> steady = noise(2, {{0, 2}});
  samples.insert(samples.end(), steady.begin(), steady.end());
  samples.resize(4 * rate);
  expect_near(find_activity(samples, rate, SoundKind::event, {}), {{0.5, 2.5}});
  expect_near(find_activity(samples, rate, SoundKind::texture, {}), {{0.5, 2.5}});
}

TEST(Activity, SilenceHasNone) {
  EXPECT_TRUE(find_activity(std::vector<float>(rate), rate, SoundKind::event, {}).empty());
  EXPECT_TRUE(find_activity({}, rate, SoundKind::event, {}).empty());
  EXPECT_TRUE(find_activity(std::vector<float>(rate), rate, SoundKind::texture, {}).empty());
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
