#include "pinna/core/error.h"

#include <cerrno>

#include <gmock/gmock.h>

namespace pinna::core {
namespace {

using ::testing::HasSubstr;

TEST(Error, MessageHasItsPartsInOrderOnOneLine) {
  EXPECT_EQ(format_error({.what = "n_mels",
                          .got = "0",
                          .expected = ">= 1",
                          .where = "recipe.toml:12:3",
                          .fix = "write 64"}),
            "n_mels: got 0, expected >= 1 (recipe.toml:12:3); write 64");
  EXPECT_EQ(format_error({.what = "a", .got = "b\nc\td\r"}), "a: got b c d ");
  EXPECT_EQ(format_error({.what = std::string("a\0b\x1b[2Jc\x7f", 9)}), "a b [2Jc ");
}

TEST(Error, EmptyPartsAreLeftOut) {
  EXPECT_EQ(format_error({.what = "no such file"}), "no such file");
  EXPECT_EQ(format_error({.what = "a", .expected = "b"}), "a: expected b");
  EXPECT_EQ(format_error({.what = "a", .where = "b"}), "a (b)");
  EXPECT_EQ(format_error({.what = "a", .fix = "b"}), "a; b");
}

TEST(Error, EveryKindHasItsExitCode) {
  EXPECT_EQ(exit_code(CheckFailed({.what = "x"}).kind()), 1);
  EXPECT_EQ(exit_code(InvalidOptions({.what = "x"}).kind()), 2);
  EXPECT_EQ(exit_code(BadData({.what = "x"}).kind()), 65);
  EXPECT_EQ(exit_code(MissingInput({.what = "x"}).kind()), 66);
  EXPECT_EQ(exit_code(Bug({.what = "x"}).kind()), 70);
  EXPECT_EQ(exit_code(IoError({.what = "x"}).kind()), 74);
  EXPECT_EQ(exit_code(Interrupted({.what = "x"}).kind()), 130);
}

TEST(Error, PartsStayReadable) {
  const BadData error({.what = "a", .got = "b"});
  EXPECT_EQ(error.parts().got, "b");
  EXPECT_STREQ(error.what(), "a: got b");
}

TEST(Error, SystemErrorTellsWhatTheKernelSaid) {
  errno = ENOSPC;
  const IoError error = system_error("cannot write", "a.npy", "free space");
  EXPECT_STREQ(error.what(), "cannot write: got No space left on device (a.npy); free space");
}

}  // namespace
}  // namespace pinna::core
