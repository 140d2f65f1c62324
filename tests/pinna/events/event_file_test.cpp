#include "pinna/events/event_file.h"

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::events {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

const std::vector<Event> events{{0.5, 1.25, "dog"}, {1, 3.000001, "car \"horn\""}, {2, 2.5, "dog"}};
constexpr double duration = 10;

TEST(EventFile, EveryFormatBringsBackWhatItWasGiven) {
  for (const auto& [format, name] : core::EnumNames<EventFormat>::names) {
    std::vector<Event> back = parse_events(to_text(events, duration, format), format, name);
    std::sort(back.begin(), back.end(),
              [](const Event& a, const Event& b) { return a.onset < b.onset; });
    ASSERT_EQ(back.size(), events.size()) << name;
    for (size_t i = 0; i < events.size(); ++i) {
      EXPECT_NEAR(back[i].onset, events[i].onset, 1e-9) << name;
      EXPECT_NEAR(back[i].offset, events[i].offset, 1e-9) << name;
      EXPECT_EQ(back[i].event_label, events[i].event_label) << name;
    }
    EXPECT_TRUE(parse_events(to_text({}, duration, format), format, name).empty()) << name;
  }
}

TEST(EventFile, ControlCharactersDoNotBreakTables) {
  const std::vector<Event> odd{{0, 1, "a\tb\nc"}};
  for (const EventFormat format :
       {EventFormat::tsv, EventFormat::audacity, EventFormat::raven, EventFormat::textgrid})
    EXPECT_EQ(parse_events(to_text(odd, duration, format), format, "odd").front().event_label,
              "a b c");
}

TEST(EventFile, AudacityFrequenciesAndPointsAreUnderstood) {
  const std::string text = "1.000000\t2.000000\tdog\n\\\t100.0\t200.0\n3\t3\tclick\n";
  EXPECT_EQ(parse_events(text, EventFormat::audacity, "labels.txt"),
            (std::vector<Event>{{1, 2, "dog"}, {3, 3, "click"}}));
}

TEST(EventFile, RavenSelectionsCountOnceAndTakeTheFirstNamedLabel) {
  const std::string text =
      "Selection\tView\tChannel\tBegin Time (s)\tEnd Time (s)\tLow Freq (Hz)\tHigh Freq (Hz)\t"
      "Common Name\n"
      "1\tWaveform 1\t1\t0.5\t1.5\t0\t8000\tEuropean Robin\n"
      "1\tSpectrogram 1\t1\t0.5\t1.5\t0\t8000\tEuropean Robin\n"
      "2\tSpectrogram 1\t1\t4\t5\t0\t8000\tWren\n";
  EXPECT_EQ(parse_events(text, EventFormat::raven, "birds.txt"),
            (std::vector<Event>{{0.5, 1.5, "European Robin"}, {4, 5, "Wren"}}));
}

TEST(EventFile, TextGridTiersFillTheWholeTime) {
  const std::string text =
      to_text({{1, 2, "dog"}, {1.5, 3, "dog"}, {9, 12, "dog"}}, duration, EventFormat::textgrid);
  EXPECT_THAT(text, HasSubstr("intervals: size = 4"));
  EXPECT_EQ(parse_events(text, EventFormat::textgrid, "grid"),
            (std::vector<Event>{{1, 3, "dog"}, {9, 10, "dog"}}));
}

TEST(EventFile, DamageIsNamed) {
  const auto message = [](EventFormat format, const char* text, const char* part) {
    EXPECT_THAT([&] { parse_events(text, format, "labels"); },
                ThrowsMessage<core::BadData>(HasSubstr(part)))
        << text;
  };
  message(EventFormat::audacity, "1\t2\n", "labels:1");
  message(EventFormat::audacity, "2\t1\tdog\n", "0 <= onset <= offset");
  message(EventFormat::raven, "Selection\tBegin Time (s)\n", "End Time (s)");
  message(EventFormat::raven, "Begin Time (s)\tEnd Time (s)\tlabel\n1\t2\n", "3 fields");
  message(EventFormat::jams, "{\"annotations\": [{}]}", "namespace");
  message(EventFormat::jams, "[1, 2", "labels");
  message(EventFormat::jams,
          R"({"annotations": [{"namespace": "segment_open", "data":
             [{"time": -1, "duration": 2, "value": "dog"}]}]})",
          "time -1");
  message(EventFormat::textgrid, "hello", "Object class");
  message(EventFormat::textgrid, "Object class = \"TextGrid\"\nxmin = x\n", "labels:2");
}

TEST(EventFile, ScapersOwnFilesAgreeWithOneAnother) {
  const auto folder = test::shared_path("data/cases");
  REQUIRE_SHARED(folder);
  const std::vector<Event> from_jams = read_events(folder / "street.jams");
  const std::vector<Event> from_text = read_events(folder / "street.txt");
  ASSERT_EQ(from_jams.size(), 3u);
  ASSERT_EQ(from_text.size(), 3u);
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(from_jams[i].event_label, from_text[i].event_label);
    EXPECT_NEAR(from_jams[i].onset, from_text[i].onset, 1e-9);
    EXPECT_NEAR(from_jams[i].offset, from_text[i].offset, 1e-9);
  }
  EXPECT_EQ(from_jams[1].event_label, "car_horn");
  EXPECT_NEAR(from_jams[1].offset, 5.6875056689342404, 1e-12);
}

TEST(EventFile, OfATableOfManyRecordingsItsOwnRowsAreTaken) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "events.tsv";
  core::write_file_atomically(path, "a.wav\t0\t1\tdog\nb.wav\t2\t3\train\nb.wav\t4\t5\train\n");
  EXPECT_EQ(read_events(path, "b.wav").size(), 2u);
  EXPECT_THAT([&] { read_events(path, "c.wav"); },
              testing::ThrowsMessage<core::BadData>(testing::HasSubstr("c.wav")));
  core::write_file_atomically(path, "onset\toffset\tevent_label\n0\t1\tdog\n");
  EXPECT_EQ(read_events(path, "b.wav").size(), 1u);
  core::write_file_atomically(path, "");
  EXPECT_TRUE(read_events(path, "b.wav").empty());
  core::write_file_atomically(folder.path() / "track.txt", "0.5\t1\tdog\n");
  EXPECT_EQ(read_events(folder.path() / "track.txt", "b.wav").size(), 1u);
}

TEST(EventFile, TheFormatFollowsFromTheFile) {
  const test::TemporaryFolder folder;
  for (const auto& [format, name] : core::EnumNames<EventFormat>::names) {
    const auto path = folder.path() / ("events" + std::string(extension_of(format)));
    core::write_file_atomically(path, to_text(events, duration, format));
    EXPECT_EQ(read_events(path).size(), events.size()) << name;
  }
  EXPECT_THROW(read_events(folder.path() / "absent.jams"), core::MissingInput);
}

}  // namespace
}  // namespace pinna::events
