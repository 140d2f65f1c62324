#include "pinna/core/relative_path.h"

#include <gtest/gtest.h>

namespace pinna::core {
namespace {

TEST(RelativePath, HarmlessNamesHaveNoProblem) {
  for (const char* name : {"a", "a/b.wav", "./a", "a//b/", "..a", "a..", "...", "größe.wav", "a b"})
    EXPECT_EQ(relative_path_problem(name), "") << name;
}

TEST(RelativePath, NamesThatCouldLeaveTheFolderAreFound) {
  for (const char* name : {"", "/etc/passwd", "..", "../a", "a/../../b", "a/..", "..\\a", "C:\\a",
                           "c:a", "a\nb", "\x7f", "./../a"})
    EXPECT_NE(relative_path_problem(name), "") << name;
  EXPECT_NE(relative_path_problem(std::string("a\0b", 3)), "");
  EXPECT_NE(relative_path_problem(std::string(256, 'a')), "");
  std::string deep;
  while (deep.size() < 5000) deep += "a/";
  EXPECT_NE(relative_path_problem(deep), "");
}

TEST(RelativePath, NormalFormHasNoEmptyOrDotComponents) {
  EXPECT_EQ(normal_relative_path("./a//b/./c/"), "a/b/c");
  EXPECT_EQ(normal_relative_path("./"), "");
}

}  // namespace
}  // namespace pinna::core
