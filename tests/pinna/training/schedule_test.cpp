#include "pinna/training/schedule.h"

#include <array>

#include <gtest/gtest.h>

namespace pinna::training {
namespace {

TEST(Schedule, OneCycleEqualsPyTorch) {
  // torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=1, total_steps=20, pct_start=0.3),
  // torch 1.13.1
  constexpr std::array<double, 20> expected{0.040000000000000036,
                                            0.1316718427000253,
                                            0.3716718427000253,
                                            0.6683281572999747,
                                            0.9083281572999747,
                                            1.0,
                                            0.9874640062350873,
                                            0.9504846320134737,
                                            0.89091617757105,
                                            0.8117456539497631,
                                            0.7169430017913008,
                                            0.6112620219362893,
                                            0.500002,
                                            0.38874197806371075,
                                            0.28306099820869923,
                                            0.18825834605023697,
                                            0.10908782242895004,
                                            0.049519367986526286,
                                            0.012539993764912554,
                                            4e-06};
  for (int64_t step = 0; step < 20; ++step)
    EXPECT_NEAR(learning_rate_factor(OneCycleOptions{}, step, 5, 4),
                expected[static_cast<size_t>(step)], 1e-12)
        << step;
}

TEST(Schedule, CosineFallsFromOneToItsFinalFraction) {
  const CosineOptions options{.final_fraction = 0.1};
  EXPECT_DOUBLE_EQ(learning_rate_factor(options, 0, 10, 4), 1.0);
  EXPECT_NEAR(learning_rate_factor(options, 20, 10, 4), 0.55, 1e-12);
  EXPECT_NEAR(learning_rate_factor(options, 39, 10, 4), 0.1, 2e-3);
}

TEST(Schedule, WarmUpRisesByEqualSteps) {
  const CosineOptions options{.warmup_epochs = 2};
  for (int64_t step = 0; step < 20; ++step)
    EXPECT_NEAR(learning_rate_factor(options, step, 10, 4), static_cast<double>(step + 1) / 20,
                1e-12);
}

TEST(Schedule, MultiStepDropsAtItsMilestones) {
  const MultiStepOptions options{.milestones = {2, 3}, .factor = 0.5};
  EXPECT_EQ(learning_rate_factor(options, 19, 10, 4), 1.0);
  EXPECT_EQ(learning_rate_factor(options, 20, 10, 4), 0.5);
  EXPECT_EQ(learning_rate_factor(options, 30, 10, 4), 0.25);
}

TEST(Schedule, OneStepTrainingsHaveAFactorBetweenZeroAndOne) {
  for (const ScheduleOptions& options :
       {ScheduleOptions{OneCycleOptions{}}, ScheduleOptions{CosineOptions{}},
        ScheduleOptions{MultiStepOptions{}}, ScheduleOptions{ConstantOptions{}}})
    EXPECT_TRUE(learning_rate_factor(options, 0, 1, 1) > 0 &&
                learning_rate_factor(options, 0, 1, 1) <= 1);
}

}  // namespace
}  // namespace pinna::training
