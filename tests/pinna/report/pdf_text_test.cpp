#include "pinna/report/pdf_text.h"

#include <filesystem>

#include "tests/support/example_pdf.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/temporary_folder.h"

namespace pinna::report {
namespace {

bool has_pdftotext() {
  return std::filesystem::exists("/usr/bin/pdftotext");
}

PdfText text_of(const std::string& bytes) {
  const core::TemporaryFolder folder;
  core::write_file_atomically(folder / "file.pdf", bytes);
  return read_pdf(folder / "file.pdf");
}

std::string complaint_about(const std::string& bytes) {
  try {
    text_of(bytes);
  } catch (const core::BadData& error) {
    return error.what();
  }
  return "no complaint";
}

TEST(ReadPdf, PagesAndLinesComeInReadingOrder) {
  if (!has_pdftotext()) GTEST_SKIP() << "needs pdftotext (poppler-utils)";
  const PdfText pdf =
      text_of(test::example_pdf({{"A first line", "and a second"}, {"the next page"}}));
  EXPECT_EQ(pdf.num_pages, 2);
  EXPECT_LT(pdf.text.find("A first line"), pdf.text.find("and a second"));
  EXPECT_LT(pdf.text.find("and a second"), pdf.text.find("the next page"));
  EXPECT_EQ(pdf.text.find('\f'), std::string::npos);
  EXPECT_EQ(count_words(pdf.text), 9);
}

TEST(ReadPdf, AbsentFilesAreMissingInput) {
  EXPECT_THROW(read_pdf("/nonexistent/report.pdf"), core::MissingInput);
}

TEST(ReadPdf, OtherFilesAndDamagedOnesAreBadData) {
  if (!has_pdftotext()) GTEST_SKIP() << "needs pdftotext (poppler-utils)";
  EXPECT_THAT(complaint_about("This is no PDF."), testing::HasSubstr("without the mark %PDF"));
  EXPECT_THAT(complaint_about(""), testing::HasSubstr("without the mark %PDF"));
  EXPECT_THAT(complaint_about("%PDF-1.4\nand no more"),
              testing::HasSubstr("no PDF that can be read"));
  EXPECT_THAT(complaint_about(test::example_pdf({})),
              testing::HasSubstr("no PDF that can be read"));
}

TEST(ReadPdf, NamesThatLookLikeOptionsAreFiles) {
  if (!has_pdftotext()) GTEST_SKIP() << "needs pdftotext (poppler-utils)";
  const core::TemporaryFolder folder;
  core::write_file_atomically(folder / "-opw x.pdf", test::example_pdf({{"Some words"}}));
  EXPECT_EQ(count_words(read_pdf(folder / "-opw x.pdf").text), 2);
}

TEST(CountWords, NumbersAndSignsAreNoWords) {
  EXPECT_EQ(count_words(""), 0);
  EXPECT_EQ(count_words("  \n\t "), 0);
  EXPECT_EQ(count_words("95.0 % of 400 clips -- [0.1, 0.3], p = 0.02."), 3);  // of clips p
  EXPECT_EQ(count_words("log-mel, F1 and 5-fold don't"), 5);
}

TEST(CountWords, LettersOfAllScriptsCountAndBlanksOfAllKindsDivide) {
  EXPECT_EQ(count_words("Gr\u00fc\u00dfe \u043f\u0440\u0438\u0432\u0435\u0442 \u97f3"), 3);
  EXPECT_EQ(count_words("two\u00a0words"), 2);
  EXPECT_EQ(count_words("\u00b1 \u00d7 \u2264 \u2192"), 0);
  EXPECT_EQ(count_words("\xff\xfe bad bytes"), 2);
}

TEST(CountWords, WordsDividedAtTheEndOfALineAreOne) {
  EXPECT_EQ(count_words("classi-\nfication"), 1);
  EXPECT_EQ(count_words("classi\u2010 \n fication"), 1);
  EXPECT_EQ(count_words("classi\u00ad\nfication works"), 2);
  EXPECT_EQ(count_words("at the end of a page divi-\n\nded"), 7);
  EXPECT_EQ(count_words("a dash -\nthen more"), 4);
  EXPECT_EQ(count_words("from 3-\n5"), 1);
}

TEST(CountWords, TheListOfReferencesIsNotCounted) {
  EXPECT_EQ(count_words("two words\nReferences\n[1] Many more words"), 2);
  EXPECT_EQ(count_words("two words\n 7  REFERENCES \r\n[1] Many more words"), 2);
  EXPECT_EQ(count_words("two words\nBibliography\n"), 2);
  EXPECT_EQ(count_words("References\n"), 0);
  EXPECT_EQ(count_words("See the References\nfor more words"), 6);
}

TEST(CountWords, OnlyTheLastSuchLineEndsTheText) {
  EXPECT_EQ(count_words("References\nfive words that still count\nReferences\n[1] none"), 6);
}

}  // namespace
}  // namespace pinna::report
