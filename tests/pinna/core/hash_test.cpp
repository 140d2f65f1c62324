#include "pinna/core/hash.h"

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::core {
namespace {

TEST(Sha256, MatchesTheVectorsOfFips180) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Hash, FileEqualsItsContent) {
  const test::TemporaryFolder folder;
  for (const size_t size : {size_t{0}, size_t{1}, size_t{1} << 18, (size_t{1} << 18) + 1}) {
    const std::string content(size, 'x');
    write_file_atomically(folder / "file", content);
    EXPECT_EQ(sha256_file(folder / "file"), sha256_hex(content)) << size;
    EXPECT_EQ(xxh3_file(folder / "file"), xxh3_hex(content)) << size;
  }
}

TEST(Hash, MissingFileAndFolderAreErrors) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(sha256_file(folder / "absent"), MissingInput);
  EXPECT_THROW(sha256_file(folder.path()), BadData);
  EXPECT_THROW(xxh3_file(folder / "absent"), MissingInput);
}

TEST(Xxh3, MatchesXxhsum) {
  EXPECT_EQ(xxh3_64(""), 0x2d06800538d394c2U);
  EXPECT_EQ(xxh3_hex(""), "99aa06d3014798d86001c324468d497f");
}

}  // namespace
}  // namespace pinna::core
