#include "pinna/core/protobuf.h"

#include <bit>

namespace pinna::core {
namespace {

enum class WireType { varint = 0, fixed64 = 1, length_delimited = 2, fixed32 = 5 };

void append_varint(std::string& wire, uint64_t value) {
  for (; value >= 0x80; value >>= 7) wire += static_cast<char>(value | 0x80);
  wire += static_cast<char>(value);
}

template <class Bits>
void append_little_endian(std::string& wire, Bits bits) {
  for (size_t byte = 0; byte < sizeof bits; ++byte)
    wire += static_cast<char>(bits >> (8 * byte) & 0xFF);
}

void append_key(std::string& wire, int field, WireType type) {
  append_varint(wire, static_cast<uint64_t>(field) << 3 | static_cast<uint64_t>(type));
}

}  // namespace

ProtobufMessage& ProtobufMessage::integer(int field, int64_t value) {
  append_key(wire_, field, WireType::varint);
  append_varint(wire_, static_cast<uint64_t>(value));
  return *this;
}

ProtobufMessage& ProtobufMessage::float32(int field, float value) {
  append_key(wire_, field, WireType::fixed32);
  append_little_endian(wire_, std::bit_cast<uint32_t>(value));
  return *this;
}

ProtobufMessage& ProtobufMessage::float64(int field, double value) {
  append_key(wire_, field, WireType::fixed64);
  append_little_endian(wire_, std::bit_cast<uint64_t>(value));
  return *this;
}

ProtobufMessage& ProtobufMessage::bytes(int field, std::string_view value) {
  append_key(wire_, field, WireType::length_delimited);
  append_varint(wire_, value.size());
  wire_ += value;
  return *this;
}

ProtobufMessage& ProtobufMessage::message(int field, const ProtobufMessage& value) {
  return bytes(field, value.wire_);
}

ProtobufMessage& ProtobufMessage::packed(int field, std::span<const double> values) {
  std::string content;
  for (const double value : values) append_little_endian(content, std::bit_cast<uint64_t>(value));
  return bytes(field, content);
}

ProtobufMessage& ProtobufMessage::packed(int field, std::span<const float> values) {
  std::string content;
  for (const float value : values) append_little_endian(content, std::bit_cast<uint32_t>(value));
  return bytes(field, content);
}

ProtobufMessage& ProtobufMessage::packed(int field, std::span<const int64_t> values) {
  std::string content;
  for (const int64_t value : values) append_varint(content, static_cast<uint64_t>(value));
  return bytes(field, content);
}

}  // namespace pinna::core
