#include "pinna/data/soundscape.h"

#include <cmath>
#include <map>
#include <memory>

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/audio/level.h"
#include "pinna/audio/loudness.h"
#include "pinna/audio/trim.h"
#include "pinna/core/error.h"
#include "pinna/data/soundscape_jams.h"
#include "pinna/data/synthesize_clips.h"
#include "pinna/events/event_file.h"

namespace pinna::data {
namespace {

/// Ten procedural classes in two folds, decoded once for all tests.
class Soundscape : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder = std::make_unique<test::TemporaryFolder>();
    synthesize_clips(
        {.clips_per_class = 12, .num_folds = 2, .clip_seconds = 3, .sample_rate = 16000},
        folder->path() / "clips");
    sources = std::make_unique<EventSources>(options());
  }
  static void TearDownTestSuite() {
    sources.reset();
    folder.reset();
  }

  static SoundscapeOptions options() {
    return {.data = Esc50Options{.root = (folder->path() / "clips").string()}};
  }

  static inline std::unique_ptr<test::TemporaryFolder> folder;
  static inline std::unique_ptr<EventSources> sources;
};

TEST_F(Soundscape, EventsLieInTheSceneInOneFoldAndKeepToThePolyphony) {
  for (const ScenePart part : all_scene_parts)
    for (int64_t index = 0; index < 30; ++index) {
      const ScenePlan plan = plan_scene(options(), *sources, {2, part, index});
      const std::vector<events::Event> reference = plan.reference();
      EXPECT_LE(max_polyphony(reference), 2);
      for (const ScenePlanEvent& event : plan.events) {
        EXPECT_GE(event.event_time, 0);
        EXPECT_LE(event.offset(), 10 + 1e-9);
        EXPECT_EQ(sources->table().clip(*event.clip).fold, 2);
        EXPECT_TRUE(sources->serves(*event.clip, part));
        EXPECT_EQ(sources->table().clip(*event.clip).label, event.label);
      }
      for (size_t i = 0; i < reference.size(); ++i)
        for (size_t j = i + 1; j < reference.size(); ++j)
          if (reference[i].event_label == reference[j].event_label) {
            EXPECT_GE(reference[j].onset, reference[i].offset);
          }
    }
}

TEST_F(Soundscape, TrainingAndValidationShareNoRecording) {
  std::map<std::string, ScenePart> owners;
  for (const ScenePart part : {ScenePart::train, ScenePart::validation})
    for (const std::string& label : sources->labels())
      for (const SourceEvent& event : sources->events(1, part, label)) {
        const auto [owner, is_new] = owners.emplace(sources->table().clip(event.clip).group, part);
        EXPECT_EQ(owner->second, part) << owner->first;
      }
  EXPECT_THAT(sources->events(1, ScenePart::test, "rain"), testing::SizeIs(testing::Ge(2u)));
}

TEST_F(Soundscape, IsAFunctionOfItsNameAlone) {
  const SceneName name{1, ScenePart::test, 5};
  const ScenePlan plan = plan_scene(options(), *sources, name);
  EXPECT_EQ(plan_scene(options(), *sources, name).events, plan.events);
  EXPECT_EQ(render_scene(options(), *sources, plan).samples,
            render_scene(options(), *sources, plan).samples);
  EXPECT_NE(plan_scene(options(), *sources, {1, ScenePart::test, 6}).events, plan.events);
}

TEST_F(Soundscape, EventsAreAsLoudAboveTheBackgroundAsTheirSnrSays) {
  SoundscapeOptions options = Soundscape::options();
  options.event.fade_seconds = 0;
  options.background.wander_db = 0;
  ScenePlan plan = plan_scene(options, *sources, {1, ScenePart::test, 0});
  const SourceEvent source = sources->events(1, ScenePart::test, "rain").front();
  plan.room.reset();
  plan.events.clear();
  const audio::Waveform background = render_scene(options, *sources, plan);
  EXPECT_NEAR(audio::loudness_lufs(background), -50, 0.01);
  plan.events = {{.label = "rain",
                  .clip = source.clip,
                  .source_time = source.span.onset,
                  .event_time = 4,
                  .event_duration = 1.5,
                  .snr = 20,
                  .time_stretch = 1}};
  audio::Waveform mix = render_scene(options, *sources, plan);
  for (size_t i = 0; i < mix.samples.size(); ++i) mix.samples[i] -= background.samples[i];
  const audio::Waveform event = audio::slice(mix, {4 * 16000, 4 * 16000 + 24000});
  EXPECT_NEAR(audio::loudness_lufs(event), -30, 0.05);
  const audio::Waveform before = audio::slice(mix, {0, 4 * 16000 - 1});
  EXPECT_EQ(audio::peak(before.samples), 0);
}

TEST_F(Soundscape, MixesThatWouldClipAreTurnedDown) {
  SoundscapeOptions options = Soundscape::options();
  options.background.ref_db = -12;
  options.event.snr = Constant{20};
  for (int64_t index = 0; index < 5; ++index) {
    const ScenePlan plan = plan_scene(options, *sources, {1, ScenePart::train, index});
    EXPECT_LE(audio::peak(render_scene(options, *sources, plan).samples), 0.9901);
  }
}

TEST_F(Soundscape, MarkovScenesFollowTheirGrammarAndKeepAllLabelsAlikeFrequent) {
  SoundscapeOptions options = Soundscape::options();
  options.scene_seconds = 60;
  options.polyphony_max = 100;
  options.empty_share = 0;
  options.grammar = MarkovGrammar{.follow = 1, .overlap = 0};
  std::map<std::string, std::map<std::string, int>> next;
  std::map<std::string, int> counts;
  for (int64_t index = 0; index < 60; ++index) {
    const auto reference = plan_scene(options, *sources, {1, ScenePart::test, index}).reference();
    for (size_t i = 0; i < reference.size(); ++i) {
      ++counts[reference[i].event_label];
      if (i + 1 < reference.size()) ++next[reference[i].event_label][reference[i + 1].event_label];
    }
  }
  for (const auto& [label, successors] : next) EXPECT_LE(successors.size(), 2u) << label;
  int total = 0;
  for (const auto& [label, count] : counts) total += count;
  ASSERT_EQ(counts.size(), 10u);
  for (const auto& [label, count] : counts) EXPECT_NEAR(count, total / 10.0, 0.35 * total / 10);
}

TEST_F(Soundscape, DistractorsSoundButAreNotLabelled) {
  SoundscapeOptions options = Soundscape::options();
  options.labels = {"rain", "siren"};
  options.distractors.events = Constant{2};
  options.reverb.probability = 1;
  const EventSources two(options);
  const ScenePlan plan = plan_scene(options, two, {1, ScenePart::train, 0});
  EXPECT_EQ(std::count_if(plan.events.begin(), plan.events.end(),
                          [](const auto& e) { return e.role == EventRole::distractor; }),
            2);
  EXPECT_EQ(plan.reference().size() + 2, plan.events.size());
  for (const events::Event& event : plan.reference())
    EXPECT_TRUE(event.event_label == "rain" || event.event_label == "siren");
  EXPECT_EQ(render_scene(options, two, plan).num_frames(), 160000);

  options.distractors.labels = {"engine"};
  const EventSources with_engines(options);
  for (const auto& event : plan_scene(options, with_engines, {1, ScenePart::train, 0}).events)
    if (event.role == EventRole::distractor) {
      EXPECT_EQ(event.label, "engine");
    }
}

TEST_F(Soundscape, JamsHasEverySoundAndGivesTheReferenceBack) {
  const ScenePlan plan = plan_scene(options(), *sources, {1, ScenePart::test, 5});
  const std::string jams = to_jams(plan, options(), *sources);
  const auto back = events::parse_events(jams, events::EventFormat::jams, "scene");
  const auto reference = plan.reference();
  ASSERT_EQ(back.size(), reference.size());
  for (size_t i = 0; i < back.size(); ++i) {
    EXPECT_EQ(back[i].event_label, reference[i].event_label);
    EXPECT_NEAR(back[i].onset, reference[i].onset, 1.1e-6);
    EXPECT_NEAR(back[i].offset, reference[i].offset, 2.1e-6);
  }
  EXPECT_THAT(jams, testing::HasSubstr("\"background\""));
}

TEST_F(Soundscape, ContradictionsAreRefusedByName) {
  const auto refuses = [](const SoundscapeOptions& options, const char* part) {
    EXPECT_THAT([&] { EventSources sources(options); },
                testing::ThrowsMessage<core::Error>(testing::HasSubstr(part)));
  };
  SoundscapeOptions options = Soundscape::options();
  options.labels = {"rain", "sirens"};
  refuses(options, "siren");
  options.labels = {"rain"};
  refuses(options, "at least two");
  options.labels = {"rain", "siren"};
  options.background.labels = {"siren"};
  refuses(options, "also in the background");
  options = Soundscape::options();
  options.event.time_stretch = Uniform{0.1, 1};
  refuses(options, "event.time_stretch");
}

}  // namespace
}  // namespace pinna::data
