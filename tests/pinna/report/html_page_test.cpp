#include "pinna/report/html_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(HtmlPage, EscapesTheTitleAndKeepsTheBody) {
  const std::string page = html_page("a <b> & c", "<p>body</p>");
  EXPECT_THAT(page, HasSubstr("<title>a &lt;b&gt; &amp; c</title>"));
  EXPECT_THAT(page, HasSubstr("<p>body</p>"));
  EXPECT_EQ(page.find("<!doctype html>"), 0U);
}

TEST(HtmlPage, RunsAndLoadsNothing) {
  const std::string page = html_page("t", "");
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page, Not(HasSubstr("http:")));
  EXPECT_THAT(page, Not(HasSubstr("https:")));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
}

TEST(HtmlPage, RunsTheScriptOfItsHashAlone) {
  const std::string page = html_page("t", "", {.style = "p { top: 0; }", .script = "abc"});
  // printf abc | openssl dgst -sha256 -binary | base64
  EXPECT_THAT(page, HasSubstr("script-src 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"));
  EXPECT_THAT(page, HasSubstr("<script type=\"module\">abc</script>"));
  EXPECT_THAT(page, HasSubstr("p { top: 0; }</style>"));
}

}  // namespace
}  // namespace pinna::report
