#include "pinna/evaluation/tune_decoding.h"

#include <gtest/gtest.h>

#include "pinna/core/random.h"

namespace pinna::evaluation {
namespace {

constexpr double frame_seconds = 0.1;

/// Scenes of 10 s with an event of each class; scores are `inside` within events, `outside`
/// elsewhere, and each class flickers where it is told to.
struct Example {
  metrics::ScoreTable scores;
  events::EventTable reference;
};
Example example(const std::vector<float>& inside, const std::vector<float>& outside,
                const std::vector<double>& flicker) {
  core::Random random(1);
  Example example;
  for (int scene = 0; scene < 20; ++scene) {
    const std::string name = std::to_string(scene);
    events::FrameScores scores{
        .labels = {"car", "dog"}, .frame_seconds = frame_seconds, .num_frames = 100};
    std::vector<events::Event>& list = example.reference[name];
    for (const char* label : {"car", "dog"}) {
      const double onset = 0.1 * static_cast<double>(random.below(60));
      list.push_back({onset, onset + 2, label});
    }
    for (int frame = 0; frame < 100; ++frame)
      for (size_t c = 0; c < 2; ++c) {
        const double time = (frame + 0.5) * frame_seconds;
        bool is_inside = time > list[c].onset && time < list[c].offset;
        if (random.chance(flicker[c])) is_inside = !is_inside;
        scores.scores.push_back(is_inside ? inside[c] : outside[c]);
      }
    example.scores[name] = scores;
  }
  return example;
}

TEST(TuneDecoding, EveryClassGetsTheThresholdThatSeparatesItsScores) {
  const Example e = example({0.25F, 0.95F}, {0.15F, 0.85F}, {0, 0});
  const auto options = tune_decoding(e.scores, e.reference, {"car", "dog"});
  EXPECT_DOUBLE_EQ(options[0].threshold, 0.2);
  EXPECT_DOUBLE_EQ(options[1].threshold, 0.9);
  EXPECT_EQ(options[0].median_seconds, 0);
}

TEST(TuneDecoding, FlickeringScoresGetAMedian) {
  const Example e = example({0.9F, 0.9F}, {0.1F, 0.1F}, {0, 0.1});
  const auto options = tune_decoding(e.scores, e.reference, {"car", "dog"});
  EXPECT_EQ(options[0].median_seconds, 0);
  EXPECT_GT(options[1].median_seconds, 0);
}

TEST(TuneDecoding, ClassesThatNeverOccurKeepTheDefaults) {
  Example e = example({0.9F, 0.9F}, {0.1F, 0.1F}, {0, 0});
  for (auto& [name, list] : e.reference) list.pop_back();
  const auto options = tune_decoding(e.scores, e.reference, {"car", "dog"});
  EXPECT_EQ(options[1], decoding::DecodingOptions{});
  EXPECT_EQ(tune_decoding({}, {}, {"car"}).size(), 1u);
}

}  // namespace
}  // namespace pinna::evaluation
