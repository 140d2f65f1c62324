#include "pinna/audio/container.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"

namespace pinna::audio {
namespace {

constexpr int64_t kHeaderSize = 12;

std::string read_header(ByteSource& source, int64_t offset) {
  std::array<char, kHeaderSize> bytes{};
  const int64_t count = source.read_at(offset, bytes);
  return {bytes.data(), static_cast<size_t>(count)};
}

/// The size of the ID3v2 tag that `header` begins, 0 if it begins none. Seven bits to a byte.
int64_t id3_size(std::string_view header) {
  if (!header.starts_with("ID3") || header.size() < 10) return 0;
  int64_t size = 0;
  for (const char byte : header.substr(6, 4)) size = size << 7 | (byte & 0x7f);
  const int64_t footer = (header[5] & 0x10) ? 10 : 0;
  return 10 + size + footer;
}

std::string describe(std::string_view header) {
  const bool is_text = std::ranges::all_of(header, [](char c) {
    return std::isprint(static_cast<unsigned char>(c)) ||
           std::isspace(static_cast<unsigned char>(c));
  });
  if (is_text) return "text";
  return fmt::format("a file that begins with {:02x}",
                     fmt::join(reinterpret_cast<const unsigned char*>(header.data()),
                               reinterpret_cast<const unsigned char*>(header.data()) +
                                   std::min<size_t>(4, header.size()),
                               " "));
}

/// A frame header of layer II or III; so no UTF-16 text, whose mark looks like layer I.
bool is_mpeg_sync(std::string_view header) {
  if (header.size() < 2 || header[0] != '\xff' || (header[1] & 0xe0) != 0xe0) return false;
  const int layer_code = header[1] & 0x06;
  return layer_code == 0x02 || layer_code == 0x04;
}

}  // namespace

Stream require_stream(ByteSource& source) {
  int64_t begin = 0;
  std::string header = read_header(source, begin);
  while (const int64_t size = id3_size(header)) {
    begin += size;
    header = read_header(source, begin);
  }
  if (header.empty())
    throw core::BadData({.what = "not an audio file",
                         .got = begin == 0 ? "an empty file" : "a file that ends within its tag",
                         .where = source.place(source.size())});
  if (header.starts_with("fLaC")) return {Container::flac, begin, source.size()};
  if (is_mpeg_sync(header)) return {Container::mp3, begin, require_complete_mpeg(source, begin)};
  if (header.starts_with("RIFF") || header.starts_with("RF64")) {
    require_complete_wav(source);
    return {Container::wav, 0, source.size()};
  }
  if (header.starts_with("OggS")) {
    require_complete_ogg(source);
    return {Container::ogg, 0, source.size()};
  }
  throw core::BadData({.what = "not an audio file",
                       .got = describe(header),
                       .expected = "WAV, FLAC, Ogg or MP3",
                       .where = source.place(begin)});
}

}  // namespace pinna::audio
