// Ogg pages: RFC 3533, section 6.
#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "pinna/audio/container.h"
#include "pinna/core/error.h"

namespace pinna::audio {
namespace {

constexpr int64_t kFixedHeaderSize = 27;
constexpr int64_t kMaxHeaderSize = kFixedHeaderSize + 255;
constexpr int64_t kMaxPageSize = kMaxHeaderSize + 255 * 255;
constexpr int kBeginFlag = 2;
constexpr int kEndFlag = 4;
constexpr size_t kChecksumOffset = 22;

using ChecksumTable = std::array<uint32_t, 256>;

/// tables[k][byte]: what `byte` adds to the checksum when k bytes follow it.
constexpr std::array<ChecksumTable, 8> make_checksum_tables() {
  std::array<ChecksumTable, 8> tables{};
  for (uint32_t byte = 0; byte < 256; ++byte) {
    uint32_t remainder = byte << 24;
    for (int bit = 0; bit < 8; ++bit)
      remainder = remainder << 1 ^ ((remainder >> 31) ? 0x04c11db7u : 0u);
    tables[0][byte] = remainder;
  }
  for (size_t k = 1; k < tables.size(); ++k)
    for (size_t byte = 0; byte < 256; ++byte) {
      const uint32_t before = tables[k - 1][byte];
      tables[k][byte] = before << 8 ^ tables[0][before >> 24];
    }
  return tables;
}

/// CRC-32 with polynomial 0x04c11db7, not reflected, initially 0; eight bytes at a time.
uint32_t checksum(std::span<const char> bytes) {
  static constexpr auto tables = make_checksum_tables();
  const auto byte = [&](size_t i) { return uint32_t{static_cast<unsigned char>(bytes[i])}; };
  uint32_t remainder = 0;
  size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    uint32_t next = 0;
    for (size_t k = 0; k < 8; ++k) {
      const uint32_t carried = k < 4 ? remainder >> (24 - 8 * k) & 0xff : 0;
      next ^= tables[7 - k][carried ^ byte(i + k)];
    }
    remainder = next;
  }
  for (; i < bytes.size(); ++i) remainder = remainder << 8 ^ tables[0][remainder >> 24 ^ byte(i)];
  return remainder;
}

uint32_t little_endian(std::span<const char, 4> bytes) {
  uint32_t value = 0;
  for (size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

[[noreturn]] void throw_damaged(const ByteSource& source, int64_t offset, std::string got) {
  throw core::BadData(
      {.what = "damaged Ogg file", .got = std::move(got), .where = source.place(offset)});
}

[[noreturn]] void throw_truncated(const ByteSource& source, std::string got) {
  throw core::BadData(
      {.what = "truncated Ogg file", .got = std::move(got), .where = source.place(source.size())});
}

struct Page {
  int flags;
  uint32_t stream;
  uint32_t number;
  int64_t size;
};

/// The page at `offset`, its checksum verified. `buffer` holds a page of any size.
Page read_page(ByteSource& source, int64_t offset, std::span<char> buffer) {
  const int64_t count = source.read_at(offset, buffer.first(kMaxHeaderSize));
  if (std::string_view(buffer.data(), static_cast<size_t>(std::min<int64_t>(count, 4))) !=
      std::string_view("OggS").substr(0, static_cast<size_t>(std::min<int64_t>(count, 4))))
    throw_damaged(source, offset, "no page header");
  if (count < kFixedHeaderSize) throw_truncated(source, "a part of a page header");
  const int64_t num_segments = static_cast<unsigned char>(buffer[26]);
  int64_t size = kFixedHeaderSize + num_segments;
  if (count < size) throw_truncated(source, "a part of a page header");
  for (int64_t i = 0; i < num_segments; ++i)
    size += static_cast<unsigned char>(buffer[static_cast<size_t>(kFixedHeaderSize + i)]);
  const auto page = buffer.first(static_cast<size_t>(size));
  const int64_t available = source.read_at(offset, page);
  if (available < size)
    throw_truncated(source, fmt::format("{} of the {} bytes of the last page", available, size));

  const auto field = page.subspan<kChecksumOffset, 4>();
  const uint32_t stored = little_endian(field);
  std::ranges::fill(field, '\0');
  if (checksum(page) != stored) throw_damaged(source, offset, "a page with a wrong checksum");
  return {.flags = page[5],
          .stream = little_endian(page.subspan<14, 4>()),
          .number = little_endian(page.subspan<18, 4>()),
          .size = size};
}

}  // namespace

void require_complete_ogg(ByteSource& source) {
  std::vector<char> buffer(kMaxPageSize);
  const Page first = read_page(source, 0, buffer);
  if (!(first.flags & kBeginFlag))
    throw_damaged(source, 0, "a first page that does not begin a stream");
  Page page = first;
  int64_t offset = first.size;
  for (uint32_t number = first.number + 1; offset < source.size(); ++number) {
    const bool has_ended = page.flags & kEndFlag;
    page = read_page(source, offset, buffer);
    if (has_ended || page.stream != first.stream)
      throw core::BadData({.what = "Ogg file with several streams",
                           .expected = "one stream of sound",
                           .where = source.place(offset),
                           .fix = "extract the stream first"});
    if (page.number != number)
      throw_damaged(source, offset,
                    fmt::format("page {} where page {} belongs", page.number, number));
    offset += page.size;
  }
  if (!(page.flags & kEndFlag)) throw_truncated(source, "a last page that does not end the stream");
}

}  // namespace pinna::audio
