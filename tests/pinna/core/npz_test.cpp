#include "pinna/core/npz.h"

#include <fstream>

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/archive_handle.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/npy.h"

namespace pinna::core {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A zip with any entries, as a hostile or careless program would write it.
void write_zip(const std::filesystem::path& path,
               const std::vector<std::pair<std::string, std::string>>& entries,
               const char* compression = "deflate") {
  const ArchiveHandle archive(archive_write_new());
  archive_write_set_format_zip(archive.get());
  archive_write_set_format_option(archive.get(), "zip", "compression", compression);
  ASSERT_EQ(archive_write_open_filename(archive.get(), path.c_str()), ARCHIVE_OK);
  for (const auto& [name, content] : entries) {
    const ArchiveEntryHandle entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<int64_t>(content.size()));
    ASSERT_EQ(archive_write_header(archive.get(), entry.get()), ARCHIVE_OK);
    archive_write_data(archive.get(), content.data(), content.size());
  }
}

std::string npy_bytes(const Array& array) {
  const test::TemporaryFolder folder;
  write_npy(folder / "a.npy", array);
  return read_file(folder / "a.npy");
}

std::string message_of(const std::filesystem::path& path) {
  try {
    read_npz(path);
  } catch (const BadData& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Npz, HoldsArraysByName) {
  const test::TemporaryFolder folder;
  const NamedArrays arrays{{"mean", Array::from(std::vector<float>{1, 2}, {2})},
                           {"größe", Array::from(std::vector<int64_t>{3}, {})},
                           {"empty", Array::from(std::vector<double>{}, {0, 4})}};
  write_npz(folder / "a.npz", arrays);
  EXPECT_EQ(read_npz(folder / "a.npz"), arrays);
}

TEST(Npz, DeflatedEntriesAreRead) {
  const test::TemporaryFolder folder;
  const Array array = Array::from(std::vector<float>(200000, 1.5F), {400, 500});
  write_zip(folder / "a.npz", {{"x.npy", npy_bytes(array)}});
  EXPECT_EQ(read_npz(folder / "a.npz").at("x"), array);
}

TEST(Npz, EqualArraysGiveEqualFiles) {
  const test::TemporaryFolder folder;
  const NamedArrays arrays{{"a", Array::from(std::vector<float>{1}, {1})}};
  write_npz(folder / "1.npz", arrays);
  setenv("TZ", "Asia/Tokyo", 1);
  tzset();
  write_npz(folder / "2.npz", arrays);
  unsetenv("TZ");
  tzset();
  EXPECT_EQ(read_file(folder / "1.npz"), read_file(folder / "2.npz"));
}

RC_GTEST_PROP(Npz, WritingThenReadingGivesTheSame, ()) {
  NamedArrays arrays;
  for (const int key : *rc::gen::resize(5, rc::gen::arbitrary<std::vector<int>>())) {
    const auto values = *rc::gen::arbitrary<std::vector<uint8_t>>();
    arrays["key " + std::to_string(key)] =
        Array::from(values, {static_cast<int64_t>(values.size())});
  }
  RC_PRE(!arrays.empty());
  const test::TemporaryFolder folder;
  write_npz(folder / "a.npz", arrays);
  RC_ASSERT(read_npz(folder / "a.npz") == arrays);
}

TEST(Npz, EveryTruncationIsRefused) {
  const test::TemporaryFolder folder;
  write_npz(folder / "a.npz", {{"a", Array::from(std::vector<float>(100), {100})},
                               {"b", Array::from(std::vector<uint8_t>(7), {7})}});
  const std::string whole = read_file(folder / "a.npz");
  for (size_t length = 0; length < whole.size(); length += 1 + whole.size() / 100) {
    std::ofstream(folder / "cut.npz", std::ios::binary) << whole.substr(0, length);
    EXPECT_NE(message_of(folder / "cut.npz"), "accepted") << length;
  }
}

TEST(Npz, DamagedDataFailTheChecksum) {
  const test::TemporaryFolder folder;
  write_npz(folder / "a.npz", {{"a", Array::from(std::vector<float>(1000), {1000})}});
  std::string bytes = read_file(folder / "a.npz");
  bytes[2000] = '\x55';
  std::ofstream(folder / "a.npz", std::ios::binary) << bytes;
  EXPECT_THAT(message_of(folder / "a.npz"), HasSubstr("CRC"));
}

TEST(Npz, RefusesEntriesThatAreNoUsableArrays) {
  const test::TemporaryFolder folder;
  const std::string good = npy_bytes(Array::from(std::vector<float>{1}, {1}));
  const auto message = [&](const std::vector<std::pair<std::string, std::string>>& entries) {
    write_zip(folder / "a.npz", entries);
    return message_of(folder / "a.npz");
  };
  EXPECT_EQ(message({{"a.npy", good}}), "accepted");
  EXPECT_THAT(message({{"a.npy", good}, {"a.npy", good}}), HasSubstr("two arrays 'a'"));
  EXPECT_THAT(message({{"a.txt", "x"}}), HasSubstr("entry 'a.txt'"));
  EXPECT_THAT(message({{"a.npy", "x"}}), HasSubstr("a.npz: 'a'"));
  EXPECT_THAT(message({{"a.npy", good + "x"}}), HasSubstr("5 bytes of data"));
  EXPECT_THAT(message({{"a.npy", good.substr(0, good.size() - 1)}}), HasSubstr("3 bytes of data"));
}

TEST(Npz, RefusesABombBeforeUnpackingIt) {
  const test::TemporaryFolder folder;
  write_zip(folder / "a.npz", {{"a.npy", std::string(size_t{65} << 20, '\0')}});
  EXPECT_LT(std::filesystem::file_size(folder / "a.npz"), 1U << 20);
  EXPECT_THAT(message_of(folder / "a.npz"), HasSubstr("bytes left to unpack"));
}

TEST(Npz, WriterRefusesNothingAndBfloat) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(write_npz(folder / "a.npz", {}), InvalidOptions);
  EXPECT_THROW(write_npz(folder / "a.npz", {{"a", Array::uninitialized(DType::bfloat16, {1})}}),
               InvalidOptions);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Npz, RefusesForeignAndMissingFiles) {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "a.npz") << "not a zip file";
  EXPECT_NE(message_of(folder / "a.npz"), "accepted");
  std::ofstream(folder / "a.npz", std::ios::trunc).close();
  EXPECT_NE(message_of(folder / "a.npz"), "accepted");
  EXPECT_THROW(read_npz(folder / "absent.npz"), MissingInput);
}

}  // namespace
}  // namespace pinna::core
