#include "pinna/report/latex_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(LatexText, SignsWithAMeaningAreEscaped) {
  EXPECT_THAT(latex_escape("50 % & more"), HasSubstr("50 \\% \\& more"));
  EXPECT_THAT(latex_escape("{x}"), HasSubstr("\\{x\\}"));
  EXPECT_THAT(latex_escape("\\input{/etc/passwd}"), Not(HasSubstr("\\input")));
}

TEST(LatexText, AccentsStayAndOthersBecomeQuestionMarks) {
  EXPECT_EQ(latex_escape("Çağdaş"), "Çağdaş");
  EXPECT_EQ(latex_escape("\xE2\x99\xAA"), "?");
  EXPECT_EQ(latex_escape("\xff"), "?");
}

TEST(LatexText, SignsThatTexWouldJoinStayApart) {
  EXPECT_EQ(latex_escape("--set"), "-{}-set");
  EXPECT_EQ(latex_escape("from -3 to -2.5"), "from $-$3 to $-$2.5");
  EXPECT_EQ(latex_escape("log-2"), "log-2");
  EXPECT_EQ(latex_escape("\"a\""), "\\textquotedbl{}a\\textquotedbl{}");
}

TEST(LatexText, LongWordsMayBeBroken) {
  EXPECT_THAT(latex_escape("https://example.org/a/long/address"), HasSubstr("/\\allowbreak{}long"));
  EXPECT_THAT(latex_escape(std::string(60, 'x')), HasSubstr("x\\allowbreak{}x"));
  EXPECT_THAT(latex_escape("an ordinary word"), Not(HasSubstr("allowbreak")));
}

}  // namespace
}  // namespace pinna::report
