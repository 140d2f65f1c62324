// MPEG audio frames: ISO/IEC 11172-3 section 2.4.2.3, 13818-3, and the unofficial MPEG 2.5.
#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "pinna/audio/container.h"
#include "pinna/core/error.h"

namespace pinna::audio {
namespace {

constexpr int64_t kHeaderSize = 4;

struct FrameHeader {
  bool is_mpeg1;
  bool is_mono;
  int layer;     // 2 or 3
  int64_t size;  // bytes with the header; 0 for free bit rate
};

std::optional<FrameHeader> parse_frame_header(std::span<const char> bytes) {
  // [MPEG 1 layer II, layer III, MPEG 2 both layers][index], kbit/s
  static constexpr int kbits[3][15] = {
      {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
      {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
      {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}};
  static constexpr int mpeg1_rates[3] = {44100, 48000, 32000};

  const auto byte = [&](size_t i) { return unsigned{static_cast<unsigned char>(bytes[i])}; };
  if (std::ssize(bytes) < kHeaderSize || byte(0) != 0xff || (byte(1) & 0xe0) != 0xe0)
    return std::nullopt;
  const unsigned version = byte(1) >> 3 & 3;  // 0: MPEG 2.5, 2: MPEG 2, 3: MPEG 1
  const int layer = 4 - static_cast<int>(byte(1) >> 1 & 3);
  const unsigned bitrate_index = byte(2) >> 4;
  const unsigned rate_index = byte(2) >> 2 & 3;
  if (version == 1 || layer < 2 || layer > 3 || bitrate_index == 15 || rate_index == 3)
    return std::nullopt;

  const bool is_mpeg1 = version == 3;
  const int64_t bits_per_second = kbits[is_mpeg1 ? layer - 2 : 2][bitrate_index] * 1000;
  const int64_t rate = mpeg1_rates[rate_index] / (is_mpeg1 ? 1 : version == 2 ? 2 : 4);
  const int64_t eighth_of_frame_samples = layer == 3 && !is_mpeg1 ? 72 : 144;
  const int64_t padding = byte(2) >> 1 & 1;
  return FrameHeader{
      .is_mpeg1 = is_mpeg1,
      .is_mono = byte(3) >> 6 == 3,
      .layer = layer,
      .size = bits_per_second > 0 ? eighth_of_frame_samples * bits_per_second / rate + padding : 0};
}

/// The number of frames in the Xing or Info header that `frame` may carry.
std::optional<int64_t> promised_frames(ByteSource& source, int64_t frame,
                                       const FrameHeader& header) {
  if (header.layer != 3) return std::nullopt;
  const int64_t side_information =
      header.is_mpeg1 ? (header.is_mono ? 17 : 32) : (header.is_mono ? 9 : 17);
  std::array<char, 12> xing{};
  if (source.read_at(frame + kHeaderSize + side_information, xing) < std::ssize(xing))
    return std::nullopt;
  const std::string_view tag(xing.data(), 4);
  const bool has_count = xing[7] & 1;
  if ((tag != "Xing" && tag != "Info") || !has_count) return std::nullopt;
  int64_t count = 0;
  for (size_t i = 8; i < 12; ++i) count = count << 8 | static_cast<unsigned char>(xing[i]);
  return count;
}

/// Whether what follows the last frame is a tag, or zeros that fill the file up.
bool is_trailer(ByteSource& source, int64_t offset) {
  std::array<char, 16> bytes{};
  const int64_t count = source.read_at(offset, bytes);
  const std::string_view text(bytes.data(), static_cast<size_t>(count));
  return text.starts_with("TAG") || text.starts_with("APETAGEX") || text.starts_with("ID3") ||
         text.starts_with("LYRICSBEGIN") ||
         std::ranges::all_of(text, [](char c) { return c == '\0'; });
}

[[noreturn]] void throw_truncated(const ByteSource& source, std::string got) {
  throw core::BadData(
      {.what = "truncated MP3 file", .got = std::move(got), .where = source.place(source.size())});
}

}  // namespace

int64_t require_complete_mpeg(ByteSource& source, int64_t begin) {
  std::optional<int64_t> promised;
  int64_t num_frames = 0;
  int64_t offset = begin;
  for (; offset < source.size(); ++num_frames) {
    std::array<char, kHeaderSize> bytes{};
    const int64_t count = source.read_at(offset, bytes);
    const auto header = parse_frame_header(std::span(bytes).first(static_cast<size_t>(count)));
    if (!header) {
      if (num_frames > 0 && is_trailer(source, offset)) break;
      if (num_frames > 0 && count < kHeaderSize)
        throw_truncated(source, "a part of a frame header");
      throw core::BadData(
          {.what = "damaged MP3 file", .got = "no frame header", .where = source.place(offset)});
    }
    if (header->size == 0) return source.size();
    if (offset + header->size > source.size())
      throw_truncated(source, fmt::format("{} of the {} bytes of frame {}", source.size() - offset,
                                          header->size, num_frames));
    if (num_frames == 0) promised = promised_frames(source, offset, *header);
    offset += header->size;
  }
  // Some encoders count the frame that holds the header, others do not.
  if (promised && num_frames < *promised)
    throw_truncated(source, fmt::format("{} of {} frames", num_frames, *promised));
  return offset;
}

}  // namespace pinna::audio
