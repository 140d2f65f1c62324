#include "pinna/tracking/multi_sink.h"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::tracking {
namespace {

/// Notes its calls; throws from the `healthy_calls`-th on.
class ScriptedSink : public Sink {
 public:
  ScriptedSink(std::vector<std::string>& calls, int healthy_calls)
      : calls_(calls), healthy_calls_(healthy_calls) {}
  void scalar(std::string_view name, int64_t, double) override { note(std::string(name)); }
  void text(std::string_view name, int64_t, std::string_view) override { note(std::string(name)); }
  void commit(int64_t) override { note("commit"); }
  void close(Outcome) override { note("close"); }

 private:
  void note(std::string call) {
    if (healthy_calls_-- <= 0) throw std::runtime_error("no route to host");
    calls_.push_back(std::move(call));
  }
  std::vector<std::string>& calls_;
  int healthy_calls_;
};

TEST(MultiSink, PassesEverythingToAllMembers) {
  std::vector<std::string> first, second;
  MultiSink sink;
  sink.add("first", std::make_unique<ScriptedSink>(first, 99));
  sink.add("second", std::make_unique<ScriptedSink>(second, 99));
  sink.scalar("loss", 1, 0.5);
  sink.text("note", 1, "x");
  sink.commit(1);
  sink.close(Outcome::finished);
  EXPECT_THAT(first, testing::ElementsAre("loss", "note", "commit", "close"));
  EXPECT_EQ(first, second);
}

TEST(MultiSink, FailingMemberIsLeftOutAndReportedOnce) {
  std::vector<std::string> good, bad;
  MultiSink sink;
  sink.add("server", std::make_unique<ScriptedSink>(bad, 1));
  sink.add("file", std::make_unique<ScriptedSink>(good, 99));
  for (int64_t step = 1; step <= 3; ++step) sink.commit(step);
  EXPECT_EQ(good.size(), 3U);
  EXPECT_EQ(bad.size(), 1U);
  EXPECT_THAT(sink.take_warnings(), testing::ElementsAre("server: no route to host"));
  EXPECT_TRUE(sink.take_warnings().empty());
  EXPECT_FALSE(sink.empty());
}

TEST(MultiSink, ErrorsOfTheLogPassThrough) {
  std::vector<std::string> calls;
  MultiSink sink;
  sink.add_log(std::make_unique<ScriptedSink>(calls, 1));
  EXPECT_TRUE(sink.empty());
  sink.commit(1);
  EXPECT_THROW(sink.commit(2), std::runtime_error);
}

TEST(MultiSink, WarningsCarryTheNameOfTheirSink) {
  class Worried : public ScriptedSink {
   public:
    using ScriptedSink::ScriptedSink;
    std::vector<std::string> take_warnings() override { return {"3 values dropped"}; }
  };
  std::vector<std::string> calls;
  MultiSink sink;
  sink.add("server", std::make_unique<Worried>(calls, 99));
  EXPECT_THAT(sink.take_warnings(), testing::ElementsAre("server: 3 values dropped"));
}

}  // namespace
}  // namespace pinna::tracking
