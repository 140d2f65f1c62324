#include "pinna/core/text_table.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

TEST(DisplayWidth, CountsWhatTheEyeSees) {
  EXPECT_EQ(display_width(""), 0);
  EXPECT_EQ(display_width("chirp"), 5);
  EXPECT_EQ(display_width("Türklopfen"), 10);
  EXPECT_EQ(display_width("雨"), 2);
  EXPECT_EQ(display_width("e\u0301"), 1);
  EXPECT_EQ(display_width("\U0001F426"), 2);
}

TEST(DisplayWidth, CountsBytesThatAreNoUtf8AsOneColumn) {
  EXPECT_EQ(display_width("a\xFF\xC3"), 3);
  EXPECT_EQ(display_width("\xE9\x9B"), 2);
}

TEST(ShortenedToWidth, KeepsWhatFitsAndMarksWhatDoesNot) {
  EXPECT_EQ(shortened_to_width("footsteps", 9), "footsteps");
  EXPECT_EQ(shortened_to_width("footsteps", 8), "foots...");
  EXPECT_EQ(shortened_to_width("雨雨雨雨", 6), "雨...");
}

RC_GTEST_PROP(ShortenedToWidth, NeverExceedsItsWidth, (const std::string& text)) {
  RC_ASSERT(display_width(shortened_to_width(text, 10)) <= 10);
}

TEST(TextTable, AlignsColumnsByDisplayWidth) {
  TextTable table({{"class"}, {"clips", Align::right}, {"note"}});
  table.add_row({"Türe", "40", "a"});
  table.add_row({"雨", "1200", ""});
  EXPECT_EQ(table.to_string(),
            "class  clips  note\n"
            "Türe      40  a\n"
            "雨      1200\n");
}

TEST(TextTable, RefusesRowsOfAnotherLength) {
  TextTable table({{"a"}, {"b"}});
  EXPECT_THROW(table.add_row({"1"}), Bug);
}

}  // namespace
}  // namespace pinna::core
