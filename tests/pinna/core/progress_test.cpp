#include "pinna/core/progress.h"

#include <algorithm>
#include <sstream>

#include <gtest/gtest.h>

namespace pinna::core {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// A progress display whose time stands still unless the test moves it.
class ProgressTest : public testing::Test {
 protected:
  Progress make(Progress::Style style, int64_t total, int64_t already_done = 0) {
    return Progress(out, style, "epoch", total, already_done, [this] { return now; });
  }
  int64_t num_lines() const {
    const std::string text = out.str();
    return std::count(text.begin(), text.end(), '\n');
  }

  std::ostringstream out;
  Progress::TimePoint now{};
};

TEST(FormatDuration, UsesTheLargestFittingUnit) {
  EXPECT_EQ(format_duration(0.4), "0 s");
  EXPECT_EQ(format_duration(59.4), "59 s");
  EXPECT_EQ(format_duration(187), "3:07 min");
  EXPECT_EQ(format_duration(3870), "1:04:30 h");
}

TEST_F(ProgressTest, LinesEstimateTheTimeLeft) {
  auto progress = make(Progress::Style::lines, 60);
  now += seconds(20);
  progress.step(12, "loss 1.25");
  EXPECT_EQ(out.str(), "epoch: 12/60, 1:20 min left, loss 1.25\n");
}

TEST_F(ProgressTest, StepsOfAnEarlierProcessDoNotCountForTheSpeed) {
  auto progress = make(Progress::Style::lines, 60, 30);
  now += seconds(10);
  progress.step(40);
  EXPECT_EQ(out.str(), "epoch: 40/60, 20 s left\n");
}

TEST_F(ProgressTest, LinesComeEveryTenthAndEveryHalfMinute) {
  auto progress = make(Progress::Style::lines, 1000);
  for (int64_t done = 1; done <= 1000; ++done, now += milliseconds(100)) progress.step(done);
  EXPECT_EQ(num_lines(), 10);
  auto slow = make(Progress::Style::lines, 1000);
  for (int64_t done = 1; done <= 4; ++done) {
    now += seconds(30);
    slow.step(done);
  }
  EXPECT_EQ(num_lines(), 14);
}

TEST_F(ProgressTest, QuickWorkIsOneLine) {
  auto progress = make(Progress::Style::lines, 1000);
  for (int64_t done = 1; done <= 1000; ++done, now += milliseconds(1)) progress.step(done);
  EXPECT_EQ(num_lines(), 1);
}

TEST_F(ProgressTest, LastStepTellsTheTimeTaken) {
  auto progress = make(Progress::Style::lines, 2);
  now += seconds(5);
  progress.step(2);
  EXPECT_EQ(out.str(), "epoch: 2/2, took 5 s\n");
}

TEST_F(ProgressTest, BarIsRedrawnAtMostTenTimesASecondAndEndsItsLine) {
  {
    auto progress = make(Progress::Style::bar, 100);
    for (int64_t done = 1; done <= 50; ++done, now += milliseconds(10)) progress.step(done);
  }
  const std::string text = out.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\r'), 5);
  EXPECT_EQ(text.back(), '\n');
  EXPECT_NE(text.find("[#########...............] 41/100"), std::string::npos) << text;
}

TEST_F(ProgressTest, SilentWritesNothing) {
  { make(Progress::Style::silent, 2).step(2); }
  EXPECT_EQ(out.str(), "");
}

}  // namespace
}  // namespace pinna::core
