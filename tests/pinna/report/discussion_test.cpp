#include "pinna/report/discussion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/temporary_folder.h"

namespace pinna::report {
namespace {

using testing::HasSubstr;

const std::vector<AuthorField> fields{{"Choice", "Why these?", 100}, {"Limits", "How far?", 50}};

TEST(Discussion, IsMadeBlankAndReadBackBlank) {
  const std::string text = blank_discussion(fields);
  EXPECT_THAT(text, HasSubstr("## Choice"));
  EXPECT_THAT(text, HasSubstr("Why these?"));
  for (const auto& [name, words] : parse_discussion(text, fields, "x"))
    EXPECT_TRUE(is_blank(words)) << name;
}

TEST(Discussion, HoldsWhatTheAuthorWrote) {
  const auto found = parse_discussion("## Choice\n\nBecause.\n\n## Limits\nFar.\n", fields, "x");
  EXPECT_THAT(found.at("Choice"), HasSubstr("Because."));
  EXPECT_THAT(found.at("Limits"), HasSubstr("Far."));
}

TEST(Discussion, UnknownAndRepeatedHeadingsAreNamed) {
  EXPECT_THROW(parse_discussion("## Other\n", fields, "x"), core::BadData);
  EXPECT_THROW(parse_discussion("## Choice\n## Choice\n", fields, "x"), core::BadData);
}

TEST(Discussion, AFileThatIsThereStaysAsItIs) {
  const core::TemporaryFolder folder;
  const auto file = folder / "discussion.md";
  EXPECT_TRUE(is_blank(read_or_make_discussion(file, fields)["Choice"]));
  core::write_file_atomically(file, "## Choice\nMine.\n");
  EXPECT_THAT(read_or_make_discussion(file, fields)["Choice"], HasSubstr("Mine."));
  EXPECT_EQ(core::read_file(file), "## Choice\nMine.\n");
}

}  // namespace
}  // namespace pinna::report
