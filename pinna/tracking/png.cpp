#include "pinna/tracking/png.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/tracking/byte_order.h"
#include "pinna/tracking/checksum.h"

namespace pinna::tracking {
namespace {

constexpr std::string_view signature("\x89PNG\r\n\x1a\n", 8);
constexpr size_t kHeaderBytes = 33;  // signature and the chunk IHDR
constexpr int64_t kMostPixels = 4096;
constexpr size_t kMostStoredBytes = 65535;

void append_chunk(std::string& png, std::string_view type, std::string_view data) {
  append_big_endian(png, static_cast<uint32_t>(data.size()));
  png += type;
  png += data;
  append_big_endian(png, crc32(data, crc32(type)));
}

/// A zlib stream (RFC 1950) of blocks that are stored, not compressed.
std::string stored(std::string_view bytes) {
  std::string stream = "\x78\x01";
  const uint32_t check = adler32(bytes);
  do {
    const std::string_view block = bytes.substr(0, kMostStoredBytes);
    bytes.remove_prefix(block.size());
    stream += bytes.empty() ? '\x01' : '\x00';
    append_little_endian(stream, static_cast<uint16_t>(block.size()));
    append_little_endian(stream, static_cast<uint16_t>(~block.size()));
    stream += block;
  } while (!bytes.empty());
  append_big_endian(stream, check);
  return stream;
}

/// 256 colours, white to dark blue.
std::string palette() {
  constexpr double dark[] = {8, 48, 107};
  std::string colours;
  for (int shade = 0; shade < 256; ++shade)
    for (const double component : dark)
      colours +=
          static_cast<char>(static_cast<int>(std::lround(255 + (component - 255) * shade / 255)));
  return colours;
}

uint32_t big_endian_at(std::string_view bytes, size_t offset) {
  uint32_t value = 0;
  for (const char byte : bytes.substr(offset, 4)) value = value << 8 | static_cast<uint8_t>(byte);
  return value;
}

}  // namespace

PngSize png_size(std::string_view png) {
  if (png.size() < kHeaderBytes || !png.starts_with(signature) || png.substr(12, 4) != "IHDR")
    throw core::BadData({.what = "image", .got = "no PNG", .expected = "the bytes of a PNG file"});
  constexpr int64_t channels_of_colour_type[] = {1, 0, 3, 3, 2, 0, 4};
  const auto colour_type = static_cast<size_t>(png[25]);
  if (colour_type >= std::size(channels_of_colour_type))
    throw core::BadData({.what = "colour type of a PNG", .got = fmt::to_string(colour_type)});
  return {.width = big_endian_at(png, 16),
          .height = big_endian_at(png, 20),
          .channels = channels_of_colour_type[colour_type]};
}

std::string matrix_png(std::span<const double> values, int64_t columns, int64_t cell) {
  const int64_t rows = columns > 0 ? static_cast<int64_t>(values.size()) / columns : 0;
  if (rows < 1 || cell < 1 || std::max(rows, columns) * cell > kMostPixels)
    throw core::InvalidOptions({.what = "picture of a matrix",
                                .got = fmt::format("{} x {} cells of {}", columns, rows, cell),
                                .expected = fmt::format("1 to {} pixels a side", kMostPixels)});
  std::string lines;
  for (int64_t row = 0; row < rows; ++row) {
    std::string line(1, '\0');  // the filter: none
    for (const double value :
         values.subspan(static_cast<size_t>(row * columns), static_cast<size_t>(columns))) {
      const double share = std::isnan(value) ? 0 : std::clamp(value, 0.0, 1.0);
      line.append(static_cast<size_t>(cell), static_cast<char>(std::lround(255 * share)));
    }
    for (int64_t i = 0; i < cell; ++i) lines += line;
  }
  std::string header;
  append_big_endian(header, static_cast<uint32_t>(columns * cell));
  append_big_endian(header, static_cast<uint32_t>(rows * cell));
  header += std::string_view("\x08\x03\0\0\0", 5);  // 8 bits, palette, nothing special
  std::string png(signature);
  append_chunk(png, "IHDR", header);
  append_chunk(png, "PLTE", palette());
  append_chunk(png, "IDAT", stored(lines));
  append_chunk(png, "IEND", "");
  return png;
}

}  // namespace pinna::tracking
