#include "pinna/core/csv.h"

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::core {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Fields = std::vector<std::string>;

std::string error_of(std::string_view text) {
  try {
    parse_csv(text, "t.csv");
  } catch (const BadData& error) {
    return error.what();
  }
  return "no error";
}

TEST(CsvTable, QuotedFieldsHoldDelimitersQuotesAndLineBreaks) {
  const CsvTable table =
      parse_csv("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n\"two\r\nlines\",z\nlast,\n", "t");
  ASSERT_EQ(table.rows.size(), 3u);
  EXPECT_THAT(table.rows[0].fields, ElementsAre("x,y", "say \"hi\""));
  EXPECT_THAT(table.rows[1].fields, ElementsAre("two\r\nlines", "z"));
  EXPECT_THAT(table.rows[2].fields, ElementsAre("last", ""));
  EXPECT_EQ(table.rows[1].line, 3);
  EXPECT_EQ(table.rows[2].line, 5);
  EXPECT_EQ(table.where(table.rows[2]), "t:5");
}

TEST(CsvTable, ByteOrderMarkCarriageReturnsAndMissingLastLineBreakAreAccepted) {
  const CsvTable table = parse_csv(
      "\xEF\xBB\xBF"
      "a;b\r\n1;2\r\n\r\n3;4",
      "t", ';');
  EXPECT_THAT(table.header, ElementsAre("a", "b"));
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_THAT(table.rows[1].fields, ElementsAre("3", "4"));
  EXPECT_EQ(table.rows[1].line, 4);
}

TEST(CsvTable, HeaderAloneIsAnEmptyTable) {
  EXPECT_THAT(parse_csv("a,b\n", "t").rows, IsEmpty());
}

TEST(CsvTable, DamageIsReportedWithItsLine) {
  EXPECT_THAT(error_of(""), HasSubstr("an empty table"));
  EXPECT_THAT(error_of("a,b\n1,2\n3\n"), HasSubstr("got 1 fields, expected 2 as in the header "
                                                   "(t.csv:3)"));
  EXPECT_THAT(error_of("a,b\n1,2,3\n"), HasSubstr("t.csv:2"));
  EXPECT_THAT(error_of("a,a\n1,2\n"), HasSubstr("column \"a\" twice"));
  EXPECT_THAT(error_of("a,b\n1,\"2\n3,4\n"), HasSubstr("never closed"));
  EXPECT_THAT(error_of("a,b\n1,\"2\n3,4\n"), HasSubstr("t.csv:2"));
  EXPECT_THAT(error_of("a,b\n1,\"2\"x\n"), HasSubstr("text after a closing quote"));
  EXPECT_THAT(error_of("a,b\n1,2\"\n"), HasSubstr("a quote inside an unquoted field"));
  EXPECT_THAT(error_of(std::string_view("a,b\n1,\0\n", 8)), HasSubstr("a NUL byte"));
}

TEST(CsvTable, ColumnsAreFoundByName) {
  const CsvTable table = parse_csv("filename,label\nx,y\n", "t.csv");
  EXPECT_EQ(table.column("label"), 1u);
  EXPECT_EQ(table.find_column("fold"), std::nullopt);
  try {
    table.column("fold");
    FAIL();
  } catch (const BadData& error) {
    EXPECT_STREQ(error.what(),
                 "CSV column: got columns filename, label, expected a column \"fold\" (t.csv:1)");
  }
}

TEST(CsvTable, NumbersAreWholeFields) {
  const CsvTable table = parse_csv("n\n12\n-0.5\n3 \n1e999\nnan\n", "t");
  EXPECT_EQ(table.integer(table.rows[0], 0), 12);
  EXPECT_EQ(table.number(table.rows[1], 0), -0.5);
  EXPECT_THROW(table.integer(table.rows[1], 0), BadData);
  EXPECT_THROW(table.integer(table.rows[2], 0), BadData);
  EXPECT_THROW(table.number(table.rows[3], 0), BadData);
  EXPECT_THROW(table.number(table.rows[4], 0), BadData);
}

TEST(CsvTable, FilesAboveTheLimitAreRefused) {
  const test::TemporaryFolder folder;
  write_file_atomically(folder / "t.csv", "a,b\n1,2\n");
  EXPECT_EQ(read_csv(folder / "t.csv").rows.size(), 1u);
  EXPECT_THROW(read_csv(folder / "t.csv", ',', 7), BadData);
  EXPECT_THROW(read_csv(folder / "absent.csv"), MissingInput);
}

TEST(CsvLine, QuotesOnlyWhereNeeded) {
  EXPECT_EQ(csv_line(Fields{"a", "b c", ""}), "a,b c,\n");
  EXPECT_EQ(csv_line(Fields{"a,b", "say \"hi\"", "x\ny"}), "\"a,b\",\"say \"\"hi\"\"\",\"x\ny\"\n");
  EXPECT_EQ(csv_line(Fields{"a,b", "c;d"}, ';'), "a,b;\"c;d\"\n");
  EXPECT_EQ(csv_line(Fields{""}), "\"\"\n");
}

RC_GTEST_PROP(CsvLine, ReadsBackAsWritten, ()) {
  const auto text = rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab,;\"\r\n ")));
  const size_t width = *rc::gen::inRange<size_t>(1, 4);
  const auto rows =
      *rc::gen::container<std::vector<Fields>>(rc::gen::container<Fields>(width, text));
  Fields header;
  for (size_t i = 0; i < width; ++i) header.push_back("h" + std::to_string(i));
  std::string content = csv_line(header);
  for (const Fields& row : rows) content += csv_line(row);
  const CsvTable table = parse_csv(content, "t");
  RC_ASSERT(table.rows.size() == rows.size());
  for (size_t i = 0; i < rows.size(); ++i) RC_ASSERT(table.rows[i].fields == rows[i]);
}

RC_GTEST_PROP(CsvTable, AnyTextParsesOrIsBadData, ()) {
  const auto text =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string("a,\"\r\n\0", 6)));
  try {
    const CsvTable table = parse_csv(text, "t");
    for (const CsvRow& row : table.rows) RC_ASSERT(row.fields.size() == table.header.size());
  } catch (const BadData&) {
  }
}

}  // namespace
}  // namespace pinna::core
