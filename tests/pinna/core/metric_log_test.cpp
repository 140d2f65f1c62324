#include "pinna/core/metric_log.h"

#include <cmath>
#include <fstream>
#include <limits>

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::core {
namespace {

MetricRecord epoch(int64_t number) {
  return {.epoch = number,
          .values = {{"train/loss", 1.0 / static_cast<double>(number)}, {"seconds", 0.1}}};
}

void append_text(const std::filesystem::path& path, std::string_view text) {
  std::ofstream(path, std::ios::app) << text;
}

class MetricLog : public testing::Test {
 protected:
  const test::TemporaryFolder folder_;
  const std::filesystem::path path_ = folder_ / "metrics.jsonl";
};

TEST_F(MetricLog, AbsentFileHasNoRecords) {
  EXPECT_TRUE(read_records(path_).empty());
  EXPECT_NO_THROW(truncate_records_after(path_, 3));
}

TEST_F(MetricLog, RecordsReadBackExactlyAndInOrder) {
  MetricRecord first = epoch(1);
  first.texts = {{"note", "line\nbreak \"quoted\""}};
  append_record(path_, first);
  append_record(path_, epoch(3));
  EXPECT_THAT(read_records(path_), testing::ElementsAre(first, epoch(3)));
  EXPECT_EQ(epoch(3).value("train/loss"), 1.0 / 3);
  EXPECT_EQ(epoch(3).value("none"), std::nullopt);
}

TEST_F(MetricLog, NumbersThatAreNotFiniteBecomeNaN) {
  append_record(path_,
                {.epoch = 1,
                 .values = {{"a", std::nan("")}, {"b", -std::numeric_limits<double>::infinity()}}});
  const auto records = read_records(path_);
  for (const auto& [name, value] : records.at(0).values) EXPECT_TRUE(std::isnan(value)) << name;
}

TEST_F(MetricLog, TornLastLineIsLeftOutAndCutByTheNextAppend) {
  append_record(path_, epoch(1));
  append_text(path_, R"({"epoch":2,"val)");
  EXPECT_THAT(read_records(path_), testing::ElementsAre(epoch(1)));
  append_record(path_, epoch(2));
  EXPECT_THAT(read_records(path_), testing::ElementsAre(epoch(1), epoch(2)));
}

TEST_F(MetricLog, TruncatedAndResumedLogEqualsTheUnbrokenOne) {
  const auto unbroken = folder_ / "unbroken.jsonl";
  for (int64_t i = 1; i <= 5; ++i) append_record(unbroken, epoch(i));
  for (int64_t i = 1; i <= 3; ++i) append_record(path_, epoch(i));
  append_text(path_, R"({"epoch":4)");
  truncate_records_after(path_, 2);
  for (int64_t i = 3; i <= 5; ++i) append_record(path_, epoch(i));
  EXPECT_EQ(read_file(path_), read_file(unbroken));
}

TEST_F(MetricLog, DamageInTheMiddleNamesTheLine) {
  append_record(path_, epoch(1));
  append_text(path_, "nonsense\n");
  append_record(path_, epoch(2));
  try {
    read_records(path_);
    FAIL();
  } catch (const BadData& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("metrics.jsonl:2"));
  }
  write_file_atomically(path_, R"({"epoch":"one"})"
                               "\n");
  EXPECT_THROW(read_records(path_), BadData);
}

}  // namespace
}  // namespace pinna::core
