#include "pinna/report/own_code.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/temporary_folder.h"

namespace pinna::report {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class CollectCode : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& content = "text\n") {
    core::make_folder((folder_ / name).parent_path());
    core::write_file_atomically(folder_ / name, content);
  }
  static std::vector<std::string> names(const OwnCode& code) {
    std::vector<std::string> names;
    for (const ZipSource& file : code.files) names.push_back(file.name);
    return names;
  }

  const core::TemporaryFolder folder_;
};

TEST_F(CollectCode, FoldersKeepTheirShapeAndFilesTheirName) {
  write("src/b/deep.py");
  write("src/a.cpp");
  write("train.sh");
  EXPECT_THAT(names(collect_code({folder_ / "src", folder_ / "train.sh"})),
              ElementsAre("code/src/a.cpp", "code/src/b/deep.py", "code/train.sh"));
  EXPECT_THAT(names(collect_code({folder_ / "src/"})),
              ElementsAre("code/src/a.cpp", "code/src/b/deep.py"));
  EXPECT_TRUE(collect_code({}).files.empty());
}

TEST_F(CollectCode, WhatWasMadeStaysAtHome) {
  write("src/main.py");
  write("src/.git/config");
  write("src/.env");
  write("src/__pycache__/main.pyc");
  write("src/build/x.cpp");
  write("src/build-debug/x.cpp");
  write("src/studies/s/study.toml", "name = 's'\n");
  write("src/clip.wav", std::string("RIFF\0\0", 6));
  write("src/table.csv", std::string(6'000'000, '1'));
  fs::create_symlink("/etc/passwd", folder_ / "src" / "link");
  const OwnCode code = collect_code({folder_ / "src"});
  EXPECT_THAT(names(code), ElementsAre("code/src/main.py"));
  EXPECT_THAT(code.left_out,
              testing::UnorderedElementsAre(
                  "src/__pycache__/: made from code", "src/build/: made from code",
                  "src/build-debug/: made from code", "src/studies/s/: results",
                  "src/clip.wav: not text", "src/table.csv: above 5 MB", "src/link: a link"));
}

TEST_F(CollectCode, PicturesAreText) {
  write("notes/plot.png", std::string("\x89PNG\0", 5));
  EXPECT_THAT(names(collect_code({folder_ / "notes"})), ElementsAre("code/notes/plot.png"));
}

TEST_F(CollectCode, AbsentPathsAndEqualNamesAreRefused) {
  write("a/src/x");
  write("b/src/x");
  EXPECT_THROW(collect_code({folder_ / "absent"}), core::MissingInput);
  EXPECT_THROW(collect_code({folder_ / "a/src", folder_ / "b/src"}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::report
