#include "pinna/core/extended_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/temporary_folder.h"

namespace pinna::core {
namespace {

using testing::HasSubstr;

class ExtendedConfig : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories((folder_ / name).parent_path());
    write_file_atomically(folder_ / name, text);
  }
  std::string read(const std::string& name) const {
    return to_toml(read_extended_toml(folder_ / name));
  }
  std::string refusal(const std::string& name) const {
    try {
      read(name);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

  TemporaryFolder folder_;
};

TEST_F(ExtendedConfig, FileWithoutExtendsIsItself) {
  write("plain.toml", "a = 1\n");
  EXPECT_EQ(read("plain.toml"), "a = 1\n");
}

TEST_F(ExtendedConfig, TablesMergeAndValuesReplace) {
  write("base.toml", "a = 1\nb = 2\nlist = [1, 2]\n[t]\nx = 1\ny = 2\n");
  write("top.toml", "extends = \"base.toml\"\nb = 3\nlist = [5]\n[t]\ny = 4\nz = 6\n");
  EXPECT_EQ(read("top.toml"), to_toml(parse_toml("a = 1\nb = 3\nlist = [5]\n"
                                                 "[t]\nx = 1\ny = 4\nz = 6\n",
                                                 "expected")));
}

TEST_F(ExtendedConfig, TableOfAnotherTypeReplacesTheWhole) {
  write("base.toml", "[m]\ntype = \"one\"\nx = 1\n[n]\ntype = \"one\"\nx = 1\n");
  write("top.toml", "extends = \"base.toml\"\n[m]\ntype = \"two\"\n[n]\ntype = \"one\"\ny = 2\n");
  EXPECT_EQ(
      read("top.toml"),
      to_toml(parse_toml("[m]\ntype = \"two\"\n[n]\ntype = \"one\"\nx = 1\ny = 2\n", "expected")));
}

TEST_F(ExtendedConfig, ChainsOfFilesAreRelativeToEachFile) {
  write("lowest.toml", "a = 1\nb = 1\nc = 1\n");
  write("sub/middle.toml", "extends = \"../lowest.toml\"\nb = 2\nc = 2\n");
  write("top.toml", "extends = \"sub/middle.toml\"\nc = 3\n");
  EXPECT_EQ(read("top.toml"), "a = 1\nb = 2\nc = 3\n");
}

TEST_F(ExtendedConfig, ValuesKeepTheFileTheyAreFrom) {
  write("base.toml", "a = 1\n");
  write("top.toml", "extends = \"base.toml\"\nb = 2\n");
  const ConfigTable table = read_extended_toml(folder_ / "top.toml");
  EXPECT_THAT(table.find("a")->origin.source, HasSubstr("base.toml"));
  EXPECT_THAT(table.find("b")->origin.source, HasSubstr("top.toml"));
}

TEST_F(ExtendedConfig, CirclesAreRefused) {
  write("one.toml", "extends = \"two.toml\"\n");
  write("two.toml", "extends = \"./one.toml\"\n");
  EXPECT_THAT(refusal("one.toml"), HasSubstr("leads back"));
  write("self.toml", "extends = \"self.toml\"\n");
  EXPECT_THAT(refusal("self.toml"), HasSubstr("self.toml:1"));
}

TEST_F(ExtendedConfig, MissingFilesAndWrongKindsAreRefused) {
  write("top.toml", "extends = \"absent.toml\"\n");
  EXPECT_THAT(refusal("top.toml"), HasSubstr("absent.toml"));
  write("number.toml", "extends = 3\n");
  EXPECT_THAT(refusal("number.toml"), HasSubstr("an integer"));
}

}  // namespace
}  // namespace pinna::core
