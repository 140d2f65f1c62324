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

}  // namespace
}  // namespace pinna::report
