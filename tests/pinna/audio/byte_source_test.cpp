#include "pinna/audio/byte_source.h"

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/core/files.h"
#include "pinna/core/random.h"

namespace pinna::test {
namespace {

TEST(ByteSource, FileAndMemoryGiveTheSameBytesAnywhere) {
  core::Random random(5);
  std::string bytes(300000, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random.below(256));
  const TemporaryFolder folder;
  core::write_file_atomically(folder / "bytes", bytes);
  const auto file = audio::open_file(folder / "bytes");
  const auto memory = audio::view_memory(bytes, "memory");
  EXPECT_EQ(file->size(), memory->size());
  for (int i = 0; i < 500; ++i) {
    const int64_t offset = random.below(310000);
    const auto count = static_cast<size_t>(random.below(random.chance(0.2) ? 200000 : 100));
    std::string from_file(count, '?'), from_memory(count, '?');
    EXPECT_EQ(file->read_at(offset, from_file), memory->read_at(offset, from_memory));
    EXPECT_EQ(from_file, from_memory) << offset;
  }
}

TEST(ByteSource, PlacesNameTheByte) {
  EXPECT_EQ(audio::view_memory("abc", "clip.ogg")->place(17), "clip.ogg: byte 17");
}

}  // namespace
}  // namespace pinna::test
