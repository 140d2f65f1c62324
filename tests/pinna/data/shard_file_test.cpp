#include "pinna/data/shard_file.h"

#include <fstream>
#include <limits>
#include <sstream>

#include "tests/pinna/data/dataset_files.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>

#include "pinna/core/archive_handle.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

std::vector<RawSample> three_samples() {
  return {{.key = "a", .json = "{\"x\":1}", .npy = "first"},
          {.key = "b%2E", .json = "{}", .npy = std::string(1000, 'n')},
          {.key = std::string(200, 'c'), .json = "[]", .npy = ""}};
}

struct Written {
  std::string bytes;
  std::vector<int64_t> offsets;
};

Written write(const std::vector<RawSample>& samples) {
  std::ostringstream out;
  Written written;
  ShardWriter writer(out);
  for (const RawSample& sample : samples) written.offsets.push_back(writer.add(sample));
  writer.finish();
  written.bytes = out.str();
  return written;
}

struct Entry {
  std::string name;
  std::string content = "content";
  unsigned type = AE_IFREG;
  std::string link = "";
};

/// A tar archive that this program would not write.
fs::path write_entries(const fs::path& path, const std::vector<Entry>& entries) {
  const core::ArchiveHandle archive(archive_write_new());
  archive_write_set_format_pax_restricted(archive.get());
  archive_write_open_filename(archive.get(), path.c_str());
  for (const Entry& item : entries) {
    const core::ArchiveEntryHandle entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), item.name.c_str());
    archive_entry_set_filetype(entry.get(), item.type);
    if (item.type == AE_IFLNK) archive_entry_set_symlink(entry.get(), item.link.c_str());
    if (item.type == AE_IFREG && !item.link.empty())
      archive_entry_set_hardlink(entry.get(), item.link.c_str());
    const bool has_content = item.type == AE_IFREG && item.link.empty();
    archive_entry_set_size(entry.get(), has_content ? std::ssize(item.content) : 0);
    archive_write_header(archive.get(), entry.get());
    if (has_content) archive_write_data(archive.get(), item.content.data(), item.content.size());
  }
  return path;
}

TEST(ShardFile, SamplesComeBackInOrderAndFromTheirOffsets) {
  const test::TemporaryFolder folder;
  const std::vector<RawSample> samples = three_samples();
  const Written written = write(samples);
  write_text(folder / "s.tar", written.bytes);
  for (size_t from = 0; from < samples.size(); ++from) {
    ShardReader reader(folder / "s.tar", 1000, written.offsets[from]);
    for (size_t i = from; i < samples.size(); ++i) {
      const auto sample = reader.next();
      ASSERT_TRUE(sample);
      EXPECT_EQ(sample->key, samples[i].key);
      EXPECT_EQ(sample->json, samples[i].json);
      EXPECT_EQ(sample->npy, samples[i].npy);
    }
    EXPECT_FALSE(reader.next());
  }
}

TEST(ShardFile, BytesAreThoseOfAPlainTarWithoutTimesAndOwners) {
  const Written written = write({three_samples().front()});
  EXPECT_EQ(written.bytes, write({three_samples().front()}).bytes);
  ASSERT_EQ(written.bytes.size(), 4U * 512 + 1024);
  const std::string header = written.bytes.substr(0, 512);
  EXPECT_EQ(header.substr(0, 7), std::string("a.json\0", 7));
  EXPECT_EQ(header.substr(100, 8), std::string("000644 \0", 8));
  EXPECT_EQ(header.substr(136, 12), "00000000000 ");
  EXPECT_EQ(header.substr(257, 8), std::string("ustar\00000", 8));
  EXPECT_EQ(header.substr(265, 64), std::string(64, '\0'));
  EXPECT_EQ(written.bytes.substr(512, 7), "{\"x\":1}");
}

TEST(ShardFile, AFailingStreamReachesTheCaller) {
  std::ofstream full("/dev/full");
  full.exceptions(std::ios::badbit | std::ios::failbit);
  ShardWriter writer(full);
  const RawSample large{.key = "a", .json = "{}", .npy = std::string(1 << 20, 'x')};
  EXPECT_THROW(writer.add(large), std::ios_base::failure);
}

TEST(ShardFile, DamageIsBadData) {
  const test::TemporaryFolder folder;
  const std::string bytes = write(three_samples()).bytes;
  const auto read_all = [&](const std::string& content) {
    write_text(folder / "s.tar", content);
    ShardReader reader(folder / "s.tar", 1000);
    while (reader.next()) {
    }
  };
  for (const size_t length : {100U, 511U, 600U, 1024U, 1100U, 2100U})
    EXPECT_THROW(read_all(bytes.substr(0, length)), core::BadData) << length;
  std::string flipped = bytes;
  flipped[130] ^= 1;
  EXPECT_THROW(read_all(flipped), core::BadData);
  EXPECT_THROW(read_all("this is no archive" + std::string(2000, 'x')), core::BadData);
  EXPECT_THROW(ShardReader(folder / "none.tar", 1000), core::MissingInput);
}

TEST(ShardFile, SizesBeyondTheFileAreRefusedBeforeMemoryIsTaken) {
  const test::TemporaryFolder folder;
  const auto write_header = [&](const char* size) {
    std::string header(512, '\0');
    const auto set = [&](size_t place, std::string_view text) {
      header.replace(place, text.size(), text);
    };
    set(0, "a.npy");
    set(100, "000644 ");
    set(124, size);
    set(148, "        ");
    set(156, "0");
    set(257, std::string_view("ustar\00000", 8));
    int sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    set(148, fmt::format("{:06o}", sum));
    const Written json = write({{.key = "a", .json = "{}", .npy = ""}});
    write_text(folder / "s.tar", json.bytes.substr(0, 1024) + header);
  };
  const int64_t no_limit = std::numeric_limits<int64_t>::max();
  for (const char* size : {"00000010000", "77777777777"}) {
    write_header(size);
    try {
      ShardReader(folder / "s.tar", no_limit).next();
      ADD_FAILURE() << size;
    } catch (const core::BadData& error) {
      EXPECT_THAT(error.what(), ::testing::HasSubstr("whole file, 1536 bytes"));
    }
  }
}

TEST(ShardFile, OtherEntriesThanPairsOfPlainFilesAreRefused) {
  const test::TemporaryFolder folder;
  const std::vector<std::vector<Entry>> hostile{
      {{"a.npy"}, {"a.json"}},
      {{"a.json"}, {"b.npy"}},
      {{"a.json"}},
      {{".json"}, {".npy"}},
      {{"a.json", "{}", AE_IFLNK, "/etc/passwd"}, {"a.npy"}},
      {{"a.json"}, {"a.npy", "", AE_IFREG, "a.json"}},
      {{"a", "", AE_IFDIR}},
      {{"a.json", "{}", AE_IFIFO}},
      {{"a.json", std::string(max_record_bytes + 1, ' ')}, {"a.npy"}},
      {{"a.json"}, {"a.npy", std::string(1001, 'x')}},
      {{"a.txt"}}};
  for (size_t i = 0; i < hostile.size(); ++i) {
    const fs::path path = write_entries(folder / "s.tar", hostile[i]);
    EXPECT_THROW(ShardReader(path, 1000).next(), core::BadData) << i;
  }
}

}  // namespace
}  // namespace pinna::data
