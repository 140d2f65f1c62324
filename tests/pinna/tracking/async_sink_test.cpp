#include "pinna/tracking/async_sink.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::tracking {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;

/// What happened in a sink, seen from any thread.
class Diary {
 public:
  void note(std::string call) {
    const std::lock_guard lock(mutex_);
    calls_.push_back(std::move(call));
  }
  std::vector<std::string> calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }
  void close_gate() {
    const std::lock_guard lock(mutex_);
    is_open_ = false;
  }
  void open_gate() {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    changed_.notify_all();
  }
  /// Returns when the gate is open.
  void pass_gate() {
    std::unique_lock lock(mutex_);
    is_waiting_ = true;
    changed_.notify_all();
    changed_.wait(lock, [&] { return is_open_; });
  }
  void wait_until_stuck() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return is_waiting_; });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> calls_;
  bool is_open_ = true;
  bool is_waiting_ = false;
};

class NotingSink : public Sink {
 public:
  explicit NotingSink(std::shared_ptr<Diary> diary) : diary_(std::move(diary)) {}
  void start(const core::ConfigTable&, int64_t step) override { note("start", step); }
  void scalar(std::string_view name, int64_t step, double) override { note(name, step); }
  void text(std::string_view name, int64_t step, std::string_view) override { note(name, step); }
  void image(std::string_view name, int64_t step, std::string_view) override { note(name, step); }
  void histogram(std::string_view name, int64_t step, std::span<const float>) override {
    note(name, step);
  }
  void audio(std::string_view name, int64_t step, const AudioClip&) override { note(name, step); }
  void pr_curve(std::string_view name, int64_t step, const PrCurve&) override { note(name, step); }
  void summary(std::string_view name, int64_t step, double) override { note(name, step); }
  void commit(int64_t step) override { note("commit", step); }
  void close(Outcome) override { note("close", 0); }
  void cancel() noexcept override { diary_->note("cancel"); }

 private:
  void note(std::string_view name, int64_t step) {
    diary_->pass_gate();
    if (name == "broken") throw std::runtime_error("disk full");
    diary_->note(std::string(name) + " " + std::to_string(step));
  }
  std::shared_ptr<Diary> diary_;
};

struct Fixture {
  explicit Fixture(AsyncLimits limits = {}) : sink(std::make_unique<NotingSink>(diary), limits) {}
  ~Fixture() { diary->open_gate(); }
  std::shared_ptr<Diary> diary = std::make_shared<Diary>();
  AsyncSink sink;
};

constexpr AsyncLimits impatient{.close_patience = milliseconds(20)};

TEST(AsyncSink, PassesEveryCallOnInOrder) {
  Fixture test;
  test.sink.start({}, 1);
  test.sink.scalar("loss", 1, 0.5);
  test.sink.text("note", 1, "x");
  test.sink.image("picture", 1, "png");
  test.sink.histogram("weights", 1, std::vector<float>{1});
  test.sink.audio("sound", 1, {});
  test.sink.pr_curve("curve", 1, {});
  test.sink.summary("accuracy", 1, 0.5);
  test.sink.commit(1);
  test.sink.close(Outcome::finished);
  EXPECT_THAT(test.diary->calls(),
              ElementsAre("start 1", "loss 1", "note 1", "picture 1", "weights 1", "sound 1",
                          "curve 1", "accuracy 1", "commit 1", "close 0"));
  EXPECT_TRUE(test.sink.take_warnings().empty());
}

TEST(AsyncSink, SinkThatIsStuckForEverHoldsNobodyUp) {
  Fixture test(impatient);
  test.diary->close_gate();
  for (int64_t step = 1; step <= 1000; ++step) {
    test.sink.scalar("loss", step, 0.5);
    test.sink.commit(step);
  }
  test.sink.close(Outcome::finished);  // that all this returns is the proof
  // The gate is still shut: nothing has come through, and the sink was told to give up.
  EXPECT_THAT(test.diary->calls(), ElementsAre("cancel"));
  EXPECT_THAT(test.sink.take_warnings(), ElementsAre(HasSubstr("2001 calls are lost")));
}

TEST(AsyncSink, ScalarsSurviveWhereMediaAreDroppedOldestFirst) {
  Fixture test({.media_bytes = 250});
  test.diary->close_gate();
  test.sink.commit(0);
  test.diary->wait_until_stuck();
  const std::string png(99, 'x');
  for (int64_t step = 1; step <= 4; ++step) {
    test.sink.scalar("loss", step, 0.5);
    test.sink.image("picture", step, png);
  }
  test.diary->open_gate();
  test.sink.close(Outcome::finished);
  EXPECT_THAT(test.diary->calls(), ElementsAre("commit 0", "loss 1", "loss 2", "loss 3",
                                               "picture 3", "loss 4", "picture 4", "close 0"));
  EXPECT_THAT(test.sink.take_warnings(), ElementsAre(HasSubstr("2 images")));
}

TEST(AsyncSink, MediumThatNeverFitsIsDropped) {
  Fixture test({.media_bytes = 10});
  test.sink.image("picture", 1, std::string(99, 'x'));
  test.sink.close(Outcome::finished);
  EXPECT_THAT(test.diary->calls(), ElementsAre("close 0"));
  EXPECT_THAT(test.sink.take_warnings(), ElementsAre(HasSubstr("1 images")));
}

TEST(AsyncSink, ValuesBeyondTheLimitAreCounted) {
  Fixture test({.calls = 3});
  test.diary->close_gate();
  test.sink.commit(0);
  test.diary->wait_until_stuck();
  for (int64_t step = 1; step <= 5; ++step) test.sink.scalar("loss", step, 0.5);
  test.diary->open_gate();
  test.sink.close(Outcome::finished);
  EXPECT_THAT(test.diary->calls(),
              ElementsAre("commit 0", "loss 1", "loss 2", "loss 3", "close 0"));
  EXPECT_THAT(test.sink.take_warnings(), ElementsAre(HasSubstr("2 values dropped")));
}

TEST(AsyncSink, ErrorComesBackWithALaterCall) {
  Fixture test;
  test.sink.scalar("broken", 1, 0.5);
  EXPECT_THROW(
      {
        test.sink.commit(1);
        test.sink.close(Outcome::finished);
      },
      std::runtime_error);
}

TEST(AsyncSink, MayGoWithoutAClose) {
  auto diary = std::make_shared<Diary>();
  {
    AsyncSink sink(std::make_unique<NotingSink>(diary), impatient);
    sink.scalar("loss", 1, 0.5);
  }
  for (const std::string& call : diary->calls()) EXPECT_NE(call, "close 0");
}

}  // namespace
}  // namespace pinna::tracking
