#include "pinna/report/html_text.h"

#include <gtest/gtest.h>

namespace pinna::report {
namespace {

TEST(HtmlText, MarkupAndBadBytesAreEscaped) {
  EXPECT_EQ(escape("<a href=\"x\" title='y'>&</a>"),
            "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
  EXPECT_EQ(escape(std::string("a\0b\xff", 4)), "a?b?");
}

TEST(HtmlText, SharesArePerCentWithOneDigit) {
  EXPECT_EQ(per_cent(0.8934), "89.3 %");
  EXPECT_EQ(per_cent_range(0.871, 1), "87.1 to 100.0 %");
}

TEST(HtmlTable, ColumnsBeyondTheTextOnesHoldNumbers) {
  const HtmlTable table{.header = {"class", "clips"}, .rows = {{"dog", "40"}}};
  EXPECT_EQ(table.to_html(),
            "<div class=\"scroll\"><table>\n<thead><tr><th>class</th><th class=\"number\">clips"
            "</th></tr>\n</thead>\n<tbody>\n<tr><td>dog</td><td class=\"number\">40</td></tr>\n"
            "</tbody></table></div>\n");
}

}  // namespace
}  // namespace pinna::report
