#include "pinna/tracking/wandb_log.h"

#include <algorithm>
#include <string>

#include "pinna/tracking/byte_order.h"
#include "pinna/tracking/checksum.h"

namespace pinna::tracking {
namespace {

constexpr size_t kBlockBytes = 32768;
constexpr size_t kChunkHeaderBytes = 7;

enum class ChunkType : uint8_t { full = 1, first = 2, middle = 3, last = 4 };

void append_chunk(std::string& bytes, ChunkType type, std::string_view data) {
  const std::string type_byte(1, static_cast<char>(type));
  append_little_endian(bytes, crc32(data, crc32(type_byte)));
  append_little_endian(bytes, static_cast<uint16_t>(data.size()));
  bytes += type_byte;
  bytes += data;
}

}  // namespace

WandbLog::WandbLog(const std::filesystem::path& path) : file_(path) {
  std::string header = ":W&B";
  append_little_endian(header, uint16_t{0xBEE1});
  header += '\0';  // version
  file_.append(header);
}

void WandbLog::append(std::string_view record) {
  std::string bytes;
  bool is_first = true;
  bool is_last = false;
  while (!is_last) {
    size_t room = kBlockBytes - (static_cast<size_t>(file_.size()) + bytes.size()) % kBlockBytes;
    if (room < kChunkHeaderBytes) {
      bytes.append(room, '\0');
      room = kBlockBytes;
    }
    const std::string_view data = record.substr(0, room - kChunkHeaderBytes);
    record.remove_prefix(data.size());
    is_last = record.empty();
    append_chunk(bytes,
                 is_first ? (is_last ? ChunkType::full : ChunkType::first)
                          : (is_last ? ChunkType::last : ChunkType::middle),
                 data);
    is_first = false;
  }
  file_.append(bytes);
}

}  // namespace pinna::tracking
