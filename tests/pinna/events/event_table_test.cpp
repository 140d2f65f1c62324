#include "pinna/events/event_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/temporary_folder.h"

namespace pinna::events {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

EventTable parse(std::string_view text) {
  return parse_event_table(text, "events.tsv");
}

TEST(EventTable, ColumnsUnderAHeaderStandInAnyOrder) {
  const EventTable table = parse(
      "event_label\tonset\toffset\tfilename\n"
      "dog\t0.5\t1.25\tb.wav\n"
      "rain\t0\t10\ta.wav\r\n"
      "dog\t3\t4\tb.wav\n");
  EXPECT_THAT(table.at("a.wav"), ElementsAre(Event{0, 10, "rain"}));
  EXPECT_THAT(table.at("b.wav"), ElementsAre(Event{0.5, 1.25, "dog"}, Event{3, 4, "dog"}));
}

TEST(EventTable, LinesWithoutHeaderAreRecognisedByTheirTimes) {
  EXPECT_EQ(parse("1.5 2.5 car horn")[""], (std::vector<Event>{{1.5, 2.5, "car horn"}}));
  EXPECT_EQ(parse("a.wav\tstreet\t0.1\t2\tcar\n")["a.wav"], (std::vector<Event>{{0.1, 2, "car"}}));
  EXPECT_EQ(parse("a.wav,0.1,2,car\n")["a.wav"], (std::vector<Event>{{0.1, 2, "car"}}));
  EXPECT_EQ(parse("1234;0.1;2;car\n")["1234"], (std::vector<Event>{{0.1, 2, "car"}}));
  EXPECT_EQ(parse("0.1\t2\tcar\tm1\n")[""], (std::vector<Event>{{0.1, 2, "car"}}));
}

TEST(EventTable, RecordingsWithoutEventsAreKept) {
  const EventTable headed =
      parse("filename\tonset\toffset\tevent_label\na.wav\t\t\t\nb.wav\tnan\tnan\t\n");
  EXPECT_EQ(headed.size(), 2u);
  EXPECT_TRUE(headed.at("a.wav").empty());
  const EventTable bare = parse("a.wav\nb.wav\t1\t2\tdog\n");
  EXPECT_TRUE(bare.at("a.wav").empty());
  EXPECT_EQ(bare.at("b.wav").size(), 1u);
}

TEST(EventTable, EmptyFilesHaveNoEvents) {
  EXPECT_TRUE(parse("").empty());
  EXPECT_TRUE(parse("\n \n").empty());
  EXPECT_TRUE(parse("\xEF\xBB\xBF"
                    "event_label\tonset\toffset\tfilename\n")
                  .empty());
}

TEST(EventTable, WhatIsWrittenIsReadBack) {
  const EventTable table{{"a b.wav", {{0.123456, 2, "dog bark"}, {1, 1.5, "rain"}}}, {"c.wav", {}}};
  EXPECT_EQ(parse(to_tsv(table)), table);
}

TEST(EventTable, BadLinesAreNamed) {
  const auto message = [](const char* text, const char* part) {
    EXPECT_THAT([&] { parse(text); }, ThrowsMessage<core::BadData>(HasSubstr(part))) << text;
  };
  message("a.wav\t2\t1\tdog\n", "events.tsv:1");
  message("filename\tonset\toffset\tevent_label\na.wav\t-1\t1\tdog\n", "events.tsv:2");
  message("filename\tonset\toffset\tevent_label\na.wav\t0\tinf\tdog\n", "0 | inf");
  message("filename\tonset\toffset\tevent_label\na.wav\t0\t1\t\n", "without a label");
  message("filename\tonset\toffset\n", "event_label");
  message("a.wav\tdog\n", "filename ...");
  message("\t0\t1\n", "onset offset event_label");
  EXPECT_THAT([] { parse(std::string_view("a\0b", 3)); },
              ThrowsMessage<core::BadData>(HasSubstr("byte 1")));
}

TEST(Durations, AreReadWithAndWithoutHeader) {
  const core::TemporaryFolder folder;
  const auto path = folder.path() / "durations.tsv";
  core::write_file_atomically(path, "filename\tduration\na.wav\t10\nb.wav\t2.5\nb.wav\t2.5\n");
  EXPECT_EQ(read_durations(path), (std::map<std::string, double>{{"a.wav", 10}, {"b.wav", 2.5}}));
  core::write_file_atomically(path, "a.wav,10\n");
  EXPECT_EQ(read_durations(path), (std::map<std::string, double>{{"a.wav", 10}}));
  core::write_file_atomically(path, "a.wav\t10\na.wav\t9\n");
  EXPECT_THROW(read_durations(path), core::BadData);
  core::write_file_atomically(path, "a.wav\t0\n");
  EXPECT_THROW(read_durations(path), core::BadData);
}

}  // namespace
}  // namespace pinna::events
