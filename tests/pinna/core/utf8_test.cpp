#include "pinna/core/utf8.h"

#include <gtest/gtest.h>

namespace pinna::core {
namespace {

TEST(Utf8, WellFormedTextIsKept) {
  for (const char* text : {"", "rain", "Möwe", "雨", "🐕", "\u07FF\u0800\uFFFD"}) {
    EXPECT_TRUE(is_utf8(text));
    EXPECT_EQ(valid_utf8(text), text);
  }
}

TEST(Utf8, EveryBadByteBecomesAQuestionMark) {
  EXPECT_EQ(valid_utf8("a\xff"), "a?");
  EXPECT_EQ(valid_utf8("\xc3"), "?");
  EXPECT_EQ(valid_utf8("\xc0\xaf"), "??");            // overlong
  EXPECT_EQ(valid_utf8("\xed\xa0\x80"), "???");       // surrogate
  EXPECT_EQ(valid_utf8("\xf4\x90\x80\x80"), "????");  // beyond U+10FFFF
  EXPECT_EQ(valid_utf8("\xe2\x82 x"), "?? x");        // cut short
  for (const char* text : {"a\xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xe2\x82 x"})
    EXPECT_FALSE(is_utf8(text));
}

}  // namespace
}  // namespace pinna::core
