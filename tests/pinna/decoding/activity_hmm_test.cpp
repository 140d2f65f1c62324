#include "pinna/decoding/activity_hmm.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::decoding {
namespace {

using events::Event;
using testing::ElementsAre;

TEST(ActivityHmm, DurationsAreLearntFromLabels) {
  const events::EventTable reference{{"a", {{0, 1, "dog"}, {4, 7, "dog"}, {1, 2, "cat"}}},
                                     {"b", {}}};
  const ActivityHmm hmm = fit_activity_hmm(reference, "dog", 10, 0.5, 2);
  EXPECT_DOUBLE_EQ(hmm.mean_on_frames, 4);    // 2 and 6 frames
  EXPECT_DOUBLE_EQ(hmm.mean_off_frames, 16);  // 40 - 8 frames after two events
  EXPECT_DOUBLE_EQ(hmm.prior(), 0.2);
  const ActivityHmm never = fit_activity_hmm(reference, "cow", 10, 0.5, 1);
  EXPECT_DOUBLE_EQ(never.prior(), 1.0 / 40);
}

TEST(ActivityHmm, ItsChainHasTheMeanDurationsAndIsStochastic) {
  for (const int64_t stages : {1, 2, 4}) {
    const ActivityHmm hmm{.mean_on_frames = 8, .mean_off_frames = 20, .stages = stages};
    const MarkovChain chain = hmm.chain();
    const auto states = static_cast<size_t>(stages + 1);
    for (size_t from = 0; from < states; ++from) {
      double sum = 0;
      for (size_t to = 0; to < states; ++to)
        sum += std::exp(chain.log_transition[from * states + to]);
      EXPECT_NEAR(sum, 1, 1e-12);
    }
    // A walk of many frames.
    core::Random random(1);
    size_t state = 0;
    double on = 0, begun = 0;
    for (int step = 0; step < 200000; ++step) {
      double rest = random.uniform();
      size_t next = 0;
      while (next + 1 < states && rest >= std::exp(chain.log_transition[state * states + next]))
        rest -= std::exp(chain.log_transition[state * states + next++]);
      begun += state == 0 && next > 0;
      on += next > 0;
      state = next;
    }
    EXPECT_NEAR(on / begun, 8, 0.3) << stages;
    EXPECT_NEAR(on / 200000, hmm.prior(), 0.02) << stages;
  }
}

TEST(ActivityHmm, ShortFlickersGoAndLongEventsStay) {
  const ActivityHmm hmm{.mean_on_frames = 10, .mean_off_frames = 30};
  std::vector<float> scores(40, 0.1F);
  scores[5] = 0.9F;
  for (size_t i = 15; i < 28; ++i) scores[i] = 0.8F;
  scores[20] = 0.2F;
  EXPECT_THAT(best_events(hmm, scores, 0.5, "dog"), ElementsAre(Event{7.5, 14, "dog"}));
  const std::vector<float> smooth = smoothed_by(hmm, scores);
  EXPECT_LT(smooth[5], 0.5F);
  EXPECT_GT(smooth[20], 0.9F);
  EXPECT_LT(smooth[0], 0.1F);
}

TEST(ActivityHmm, FramesThatSayNothingKeepThePrior) {
  const ActivityHmm hmm{.mean_on_frames = 5, .mean_off_frames = 15};
  for (const float score : smoothed_by(hmm, std::vector<float>(50, 0.25F)))
    EXPECT_NEAR(score, 0.25, 1e-6);
  EXPECT_TRUE(smoothed_by(hmm, {}).empty());
}

TEST(ActivityHmm, EventsCannotBeShorterThanTheirStages) {
  const ActivityHmm hmm{.mean_on_frames = 2, .mean_off_frames = 15, .stages = 3};
  EXPECT_THROW(hmm.chain(), core::InvalidOptions);
  // Events of a frame are learnt as the shortest that there can be.
  EXPECT_EQ(fit_activity_hmm({{"a", {{0, 0.5, "dog"}}}}, "dog", 10, 0.5, 3).mean_on_frames, 3);
}

}  // namespace
}  // namespace pinna::decoding
