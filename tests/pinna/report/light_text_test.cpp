#include "pinna/report/light_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(LightText, KnowsParagraphsListsAndStyles) {
  const auto blocks = parse_light_text("One *two* `three`\nfour.\n\n- a\n- b [@piczak2015esc]\n");
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_THAT(blocks[0].runs,
              ElementsAre(TextRun{RunStyle::plain, "One "}, TextRun{RunStyle::emphasis, "two"},
                          TextRun{RunStyle::plain, " "}, TextRun{RunStyle::code, "three"},
                          TextRun{RunStyle::plain, " four."}));
  EXPECT_TRUE(blocks[1].is_list_entry);
  EXPECT_EQ(blocks[2].runs.back(), (TextRun{RunStyle::citation, "piczak2015esc"}));
}

TEST(LightText, CommentsAreLeftOut) {
  EXPECT_TRUE(parse_light_text("<!-- a question?\nof two lines -->\n").empty());
  EXPECT_EQ(parse_light_text("a <!-- b --> c").size(), 1U);
}

TEST(LightText, MarksWithoutAnEndStandForThemselves) {
  EXPECT_EQ(plain_text(parse_light_text("2 * 3 and `x and [@y")), "2 * 3 and `x and [@y\n");
}

TEST(LightText, NamesFromFilesAreShownAsTheyAre) {
  const std::string name = "a*b*`c`[@d]";
  EXPECT_THAT(inline_html(as_it_is(name)), HasSubstr("a*b*`c`[@d]"));
}

TEST(LightText, OnlyWhatIsThereIsCited) {
  const TextTargets targets{.citations = {"known"}};
  const auto blocks = parse_light_text("x [@known] y [@unknown]");
  EXPECT_THAT(to_latex(blocks, targets), HasSubstr("\\cite{known}"));
  EXPECT_THAT(to_latex(blocks, targets), Not(HasSubstr("\\cite{unknown}")));
  EXPECT_THAT(unknown_targets(blocks, targets), ElementsAre(HasSubstr("unknown")));
}

TEST(LightText, HtmlIsEscaped) {
  EXPECT_THAT(to_html(parse_light_text("<script>alert(1)</script> *<b>*")),
              testing::AllOf(Not(HasSubstr("<script")), HasSubstr("<em>&lt;b&gt;</em>")));
}

TEST(LightText, FiguresAndTablesAreReferredToByNumber) {
  const TextTargets targets{.references = {{"fig:forest", 2}, {"tab:a", 1}}};
  const auto blocks = parse_light_text("[#fig:forest], [#tab:a] and [#fig:none]");
  EXPECT_EQ(to_latex(blocks, targets),
            "Figure~\\ref{fig:forest}, Table~\\ref{tab:a} and [\\#fig:none]\n\n");
  EXPECT_THAT(to_html(blocks, targets), HasSubstr("<a href=\"#fig:forest\">Figure 2</a>"));
}

TEST(LightText, ACommentWithoutItsEndHidesNothing) {
  EXPECT_EQ(plain_text(parse_light_text("mine <!-- forgotten\n\nmore")),
            "mine <!-- forgotten\nmore\n");
}

TEST(LightText, CommandsInKeysAreNoCitation) {
  EXPECT_THAT(to_latex(parse_light_text("[@a}\\input{x}]"), {.citations = {"a"}}),
              Not(HasSubstr("\\cite")));
}

}  // namespace
}  // namespace pinna::report
