#include "pinna/report/paper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/report/build_pdf.h"
#include "pinna/report/light_text.h"

namespace pinna::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Paper example_paper(const std::string& own_words) {
  return {.title = "100 % of_it",
          .author = "A & B",
          .sections = {{.title = "Results",
                        .blocks = {PaperText{"See [#tab:results] and [@holm1979]."},
                                   PaperTable{.name = "results",
                                              .caption = "What came out",
                                              .header = {"arm", "score"},
                                              .rows = {{"a_b", "0.1"}, {"<i>", "0.2"}}},
                                   PaperField{{"Discussion", "Why?", 50}, own_words}}}},
          .references = {{.key = "holm1979",
                          .author = "Holm, Sture",
                          .title = "A test",
                          .venue = "Journal",
                          .year = "1979"}}};
}

TEST(Paper, BecomesLatexWithItsNamesEscaped) {
  const std::string latex = to_latex(example_paper("Because."));
  EXPECT_THAT(latex, AllOf(HasSubstr("100 \\% of\\_"), HasSubstr("A \\& B"),
                           HasSubstr("\\cite{holm1979}"), HasSubstr("\\begin{tabular"),
                           HasSubstr("Because."), Not(HasSubstr(std::string(empty_field_mark)))));
  EXPECT_THAT(to_bibtex(example_paper("")), HasSubstr("@article{holm1979"));
}

TEST(Paper, FieldsThatAreEmptyAreMarked) {
  const Paper paper = example_paper("<!-- Why? -->\n");
  EXPECT_THAT(to_latex(paper), HasSubstr(std::string(empty_field_mark)));
  EXPECT_THAT(to_html(paper, {.word_limit = 1500}), HasSubstr(std::string(empty_field_mark)));
  EXPECT_EQ(words_of(fields_of(paper).front()), 0);
}

TEST(Paper, WordsOfTheAuthorAreCounted) {
  EXPECT_EQ(words_of(fields_of(example_paper("Three *small* words, 12 %.")).front()), 3);
}

TEST(Paper, CitationsWithoutAnEntryAreNamed) {
  EXPECT_TRUE(unknown_targets(example_paper("Fine.")).empty());
  EXPECT_THAT(unknown_targets(example_paper("See [@nobody].")),
              testing::ElementsAre(HasSubstr("nobody")));
}

TEST(Paper, PagesRunTheirOwnScriptAlone) {
  const std::string html = to_html(example_paper("x"), {.word_limit = 1500});
  EXPECT_THAT(html, AllOf(HasSubstr("script-src 'sha256-"), HasSubstr("&lt;i&gt;"),
                          Not(HasSubstr("http://")), HasSubstr("1500")));
}

TEST(BuildPdf, ReadsWhatLatexComplainsAbout) {
  const std::string log =
      "This is pdfTeX\nOverfull \\hbox (12.0pt too wide) in paragraph at lines 3--4\n"
      "! Undefined control sequence.\nl.12 \\nonsense\n";
  EXPECT_THAT(latex_warnings(log), testing::ElementsAre(HasSubstr("12.0pt too wide")));
  EXPECT_THAT(latex_error(log), AllOf(HasSubstr("Undefined control sequence"), HasSubstr("12")));
  EXPECT_TRUE(latex_warnings("all is well").empty());
}

}  // namespace
}  // namespace pinna::report
