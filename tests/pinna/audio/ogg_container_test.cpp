#include "tests/pinna/audio/encoded_files.h"
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/audio/container.h"
#include "pinna/core/error.h"

namespace pinna::test {
namespace {

using namespace audio;
using core::BadData;
using testing::AllOf;
using testing::HasSubstr;

const std::string& intact() {
  return encoded_file("vorbis.ogg").bytes;
}

std::string refusal(std::string_view bytes) {
  try {
    require_complete_ogg(*view_memory(bytes, "a.ogg"));
  } catch (const BadData& error) {
    return error.what();
  }
  return "no error";
}

/// Where each page begins, and the end.
std::vector<size_t> page_offsets() {
  std::vector<size_t> offsets;
  for (size_t at = intact().find("OggS"); at != std::string::npos;
       at = intact().find("OggS", at + 4))
    offsets.push_back(at);
  offsets.push_back(intact().size());
  return offsets;
}

TEST(OggContainer, WholeFilePasses) {
  EXPECT_EQ(refusal(intact()), "no error");
}

TEST(OggContainer, FileCutBetweenPagesLacksItsEnd) {
  const auto offsets = page_offsets();
  ASSERT_GE(offsets.size(), 4u);
  for (size_t page = 1; page + 1 < offsets.size(); ++page)
    EXPECT_THAT(refusal(intact().substr(0, offsets[page])),
                AllOf(HasSubstr("truncated"), HasSubstr("does not end the stream"),
                      HasSubstr(fmt::format("byte {}", offsets[page]))));
}

TEST(OggContainer, FileCutWithinAPageNamesItsSize) {
  EXPECT_THAT(refusal(intact().substr(0, intact().size() - 1)),
              HasSubstr("bytes of the last page"));
  EXPECT_THAT(refusal(intact().substr(0, 20)), HasSubstr("a part of a page header"));
}

TEST(OggContainer, ChangedByteBreaksTheChecksumOfItsPage) {
  const auto offsets = page_offsets();
  std::string bytes = intact();
  bytes[offsets[1] + 100] ^= 1;
  EXPECT_THAT(refusal(bytes),
              AllOf(HasSubstr("wrong checksum"), HasSubstr(fmt::format("byte {}", offsets[1]))));
}

TEST(OggContainer, MissingPageIsNamed) {
  const auto offsets = page_offsets();
  std::string bytes = intact();
  bytes.erase(offsets[1], offsets[2] - offsets[1]);
  EXPECT_THAT(refusal(bytes), HasSubstr("page 2 where page 1 belongs"));
}

TEST(OggContainer, BytesBetweenPagesAreDamage) {
  std::string bytes = intact();
  bytes.insert(page_offsets()[1], "junk");
  EXPECT_THAT(refusal(bytes), HasSubstr("no page header"));
}

TEST(OggContainer, SecondStreamIsRefusedInsteadOfDropped) {
  EXPECT_THAT(refusal(intact() + encoded_file("speech.opus").bytes), HasSubstr("several streams"));
}

}  // namespace
}  // namespace pinna::test
