#include "pinna/report/build_pdf.h"

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/subprocess.h"
#include "pinna/report/pdf_text.h"
#include "pinna/report/written_report.h"

namespace pinna::report {
namespace {

using testing::HasSubstr;
using testing::Not;

bool is_there(const char* program) {
  return core::run_program({"sh", "-c", std::string("command -v ") + program}).exit_status == 0;
}

#define SKIP_WITHOUT_LATEX()                                                  \
  if (!is_there("latexmk") || !is_there("pdftotext") || !is_there("gnuplot")) \
  GTEST_SKIP() << "needs latexmk, pdftotext and gnuplot"

/// Names that would be commands, comments or alignment if they were not escaped.
constexpr const char* hostile =
    "\\input{/etc/passwd} 100 % & $x^2$ _a_ {b} ~ #1 <!-- `q' \"w\" -- \xE2\x99\xAA Zoë \x01";

Paper hostile_paper() {
  PaperFigure figure;
  figure.name = "labels";
  figure.caption = "A figure.";
  figure.figure.script = "set label 1 'crackling fire, waffles' at 0.5,0.5\nplot x\n";
  return {
      .title = hostile,
      .author = hostile,
      .sections = {{.title = hostile,
                    .blocks = {PaperText{as_it_is(hostile)},
                               PaperText{"- [@key1]\n- " + std::string(300, 'x') + "\n"},
                               PaperTable{.name = "t",
                                          .caption = as_it_is(hostile),
                                          .header = {hostile, "n"},
                                          .rows = {{hostile, "1"}, {std::string(200, 'y'), "2"}}},
                               figure,
                               PaperField{{"Own", hostile, 10}, "- a list\n- [#fig:labels]"},
                               PaperField{{"Empty", hostile, 10}, ""}}}},
      .references = {
          {.key = "key1", .author = hostile, .title = hostile, .venue = hostile, .year = "2020"}}};
}

TEST(BuildPdf, PapersOfAnybodysNamesCompile) {
  SKIP_WITHOUT_LATEX();
  const test::TemporaryFolder folder;
  const ReportFolder report(folder / "report");
  const WrittenReport written =
      write_report(hostile_paper(), {.report_template = "coursework"}, report);
  ASSERT_EQ(written.pdf.outcome, PdfOutcome::built) << written.pdf.problem;
  EXPECT_THAT(written.warnings, testing::IsEmpty());
  const std::string text = read_pdf(report.pdf_path()).text;
  EXPECT_THAT(text, HasSubstr("Figure 1"));
  EXPECT_THAT(text, HasSubstr("References"));
  EXPECT_THAT(text, HasSubstr("Zoë"));
  EXPECT_THAT(text, Not(HasSubstr("[?]")));
  EXPECT_THAT(text, HasSubstr(std::string(empty_field_mark)));
}

TEST(BuildPdf, LabelsInFiguresAreNoWords) {
  SKIP_WITHOUT_LATEX();
  const test::TemporaryFolder folder;
  const ReportFolder report(folder / "report");
  write_report(hostile_paper(), {}, report);
  // "fi" and "ffl" are ligatures of the figure's font.
  EXPECT_THAT(read_pdf(report.pdf_path()).text, Not(HasSubstr("crackling")));
}

TEST(BuildPdf, AnErrorOfLatexLeavesItsLogAndTheOldPdf) {
  SKIP_WITHOUT_LATEX();
  const test::TemporaryFolder folder;
  core::write_file_atomically(folder / "report.tex",
                              "\\documentclass{article}\n"
                              "\\begin{document}\n\\nonsense\n");
  core::write_file_atomically(folder / "references.bib", "");
  core::write_file_atomically(folder / "report.pdf", "old");
  const BuiltPdf pdf = build_pdf(folder.path());
  EXPECT_EQ(pdf.outcome, PdfOutcome::failed);
  EXPECT_THAT(pdf.problem,
              testing::AllOf(HasSubstr("Undefined control sequence"), HasSubstr("l.3")));
  EXPECT_TRUE(std::filesystem::exists(folder / "report.log"));
  EXPECT_EQ(core::read_file(folder / "report.pdf"), "old");
}

TEST(BuildPdf, WithoutSourcesThereIsNothingToDo) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(build_pdf(folder.path()), core::MissingInput);
}

}  // namespace
}  // namespace pinna::report
