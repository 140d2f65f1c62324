#include "pinna/report/bibtex_entries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

using testing::HasSubstr;

TEST(BibtexEntries, AreReadWithTheirOwnText) {
  const auto entries = parse_bibtex(
      "% mine\n@string{x = {y}}\n@Article{kong2020panns,\n  author = {Kong, Qiuqiang and others},\n"
      "  title = {{PANNs}: Large-Scale, \\\"uber \\& co},\n  journal = \"IEEE TASLP\",\n"
      "  year = 2020\n}\n@misc{two:b, title={B}, url={https://example.org/a=b}}",
      "own.bib");
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].key, "kong2020panns");
  EXPECT_EQ(entries[0].kind, "article");
  EXPECT_EQ(entries[0].author, "Kong, Qiuqiang and others");
  EXPECT_EQ(entries[0].title, "PANNs: Large-Scale, uber & co");
  EXPECT_EQ(entries[0].venue, "IEEE TASLP");
  EXPECT_EQ(entries[0].year, "2020");
  EXPECT_THAT(entries[0].bibtex, testing::AllOf(testing::StartsWith("@Article{kong2020panns"),
                                                testing::EndsWith("2020\n}")));
  EXPECT_EQ(entries[1].venue, "https://example.org/a=b");
}

TEST(BibtexEntries, WhatIsNoneNamesItsLine) {
  try {
    parse_bibtex("\n@article{a,\n title = {b}\n", "own.bib");
    FAIL();
  } catch (const core::BadData& error) {
    EXPECT_THAT(error.what(), HasSubstr("own.bib:2"));
  }
  EXPECT_THROW(parse_bibtex("@article{\\input{x}, title = {b}}", "own.bib"), core::BadData);
  EXPECT_THROW(parse_bibtex("@{a, title = {b}}", "own.bib"), core::BadData);
  EXPECT_TRUE(parse_bibtex("write to a@b.org", "own.bib").empty());
  EXPECT_TRUE(parse_bibtex("", "own.bib").empty());
}

}  // namespace
}  // namespace pinna::report
