#include "pinna/tracking/jsonl_sink.h"

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::tracking {
namespace {

TEST(JsonlSink, WritesOneRecordForEachCommittedStep) {
  const test::TemporaryFolder folder;
  JsonlSink sink(folder / "metrics.jsonl");
  sink.scalar("train/loss", 1, 0.5);
  sink.text("note", 1, "warm-up");
  EXPECT_TRUE(core::read_records(folder / "metrics.jsonl").empty());
  sink.commit(1);
  sink.scalar("train/loss", 2, 0.25);
  sink.close(Outcome::finished);
  const core::MetricRecord first{
      .epoch = 1, .values = {{"train/loss", 0.5}}, .texts = {{"note", "warm-up"}}};
  const core::MetricRecord second{.epoch = 2, .values = {{"train/loss", 0.25}}};
  EXPECT_THAT(core::read_records(folder / "metrics.jsonl"), testing::ElementsAre(first, second));
}

TEST(JsonlSink, ValuesOfAnotherStepBeforeTheCommitAreABug) {
  const test::TemporaryFolder folder;
  JsonlSink sink(folder / "metrics.jsonl");
  sink.scalar("train/loss", 1, 0.5);
  EXPECT_THROW(sink.scalar("train/loss", 2, 0.5), core::Bug);
}

TEST(JsonlSink, StepThatAFailureCutShortIsLeftOut) {
  const test::TemporaryFolder folder;
  JsonlSink sink(folder / "metrics.jsonl");
  sink.scalar("train/loss", 1, 0.5);
  sink.close(Outcome::failed);
  EXPECT_TRUE(core::read_records(folder / "metrics.jsonl").empty());
}

TEST(JsonlSink, MediaAndFinalResultsAreLeftToOtherFiles) {
  const test::TemporaryFolder folder;
  JsonlSink sink(folder / "metrics.jsonl");
  sink.image("confusion", 1, "");
  sink.summary("test/accuracy", 1, 0.5);
  sink.close(Outcome::finished);
  EXPECT_TRUE(core::read_records(folder / "metrics.jsonl").empty());
}

TEST(JsonlSink, UnwritableFolderIsAnError) {
  const test::TemporaryFolder folder;
  JsonlSink sink(folder / "absent" / "metrics.jsonl");
  sink.scalar("train/loss", 1, 0.5);
  EXPECT_THROW(sink.commit(1), core::IoError);
}

}  // namespace
}  // namespace pinna::tracking
