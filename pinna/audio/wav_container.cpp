#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "pinna/audio/container.h"
#include "pinna/core/error.h"

namespace pinna::audio {
namespace {

constexpr int64_t kUnknownSize = 0xffffffff;
constexpr int64_t kRiffHeaderSize = 12;
constexpr int64_t kChunkHeaderSize = 8;
constexpr int kMaxChunks = 10000;

template <size_t bytes>
uint64_t little_endian(const char* first) {
  uint64_t value = 0;
  for (size_t i = bytes; i-- > 0;) value = value << 8 | static_cast<unsigned char>(first[i]);
  return value;
}

[[noreturn]] void throw_truncated(const ByteSource& source, std::string_view chunk, uint64_t size,
                                  int64_t begin) {
  throw core::BadData(
      {.what = "truncated WAV file",
       .got = fmt::format("{} of the {} bytes of chunk \"{}\"", source.size() - begin, size, chunk),
       .where = source.place(source.size())});
}

/// Four printable characters, whatever the bytes are.
std::string chunk_name(const char* bytes) {
  std::string name(bytes, 4);
  std::ranges::replace_if(
      name, [](char c) { return c < ' ' || c > '~'; }, '?');
  return name;
}

/// The data size in an RF64 file's ds64 chunk, whose content begins at `begin`.
uint64_t ds64_data_size(ByteSource& source, int64_t begin) {
  std::array<char, 16> sizes{};
  if (source.read_at(begin, sizes) < std::ssize(sizes))
    throw_truncated(source, "ds64", sizes.size(), begin);
  return little_endian<8>(sizes.data() + 8);
}

}  // namespace

void require_complete_wav(ByteSource& source) {
  std::array<char, kRiffHeaderSize> riff{};
  if (source.read_at(0, riff) < kRiffHeaderSize)
    throw_truncated(source, "RIFF", kRiffHeaderSize, 0);
  const auto riff_size = static_cast<int64_t>(little_endian<4>(riff.data() + 4));
  uint64_t long_data_size = kUnknownSize;
  int64_t offset = kRiffHeaderSize;
  for (int chunk = 0; chunk < kMaxChunks; ++chunk) {
    std::array<char, kChunkHeaderSize> header{};
    const int64_t begin = offset + kChunkHeaderSize;
    if (source.read_at(offset, header) < kChunkHeaderSize)
      throw core::BadData({.what = "truncated WAV file",
                           .got = "no data chunk",
                           .where = source.place(source.size())});
    const std::string name = chunk_name(header.data());
    uint64_t size = little_endian<4>(header.data() + 4);
    if (name == "ds64") long_data_size = ds64_data_size(source, begin);
    if (name == "data" && size == kUnknownSize) {
      if (long_data_size == kUnknownSize) return;
      size = long_data_size;
    }
    if (size > static_cast<uint64_t>(source.size() - begin))
      throw_truncated(source, name, size, begin);
    if (name == "data") {
      if (size == 0 && riff_size + kChunkHeaderSize < source.size())
        throw core::BadData(
            {.what = "WAV file whose header was never completed",
             .got = fmt::format("data size 0 before {} bytes", source.size() - begin),
             .where = source.place(offset),
             .fix = "the recorder stopped early: repair or remove the file"});
      return;
    }
    offset = begin + static_cast<int64_t>(size + size % 2);
  }
  throw core::BadData({.what = "WAV file",
                       .got = fmt::format("more than {} chunks before the data", kMaxChunks),
                       .where = source.place(offset)});
}

}  // namespace pinna::audio
