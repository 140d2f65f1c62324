// Messages in the wire format of Protocol Buffers, written field by field: TensorBoard, W&B and
// ONNX files consist of them. Source: protobuf.dev/programming-guides/encoding.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace pinna::core {

/// A message under construction. Fields appear in the order of the calls; a field of value zero is
/// written like any other, which readers of proto2 and proto3 both accept.
class ProtobufMessage {
 public:
  /// int32, int64, uint64, bool and enum fields; negative numbers take ten bytes.
  ProtobufMessage& integer(int field, int64_t value);
  ProtobufMessage& float32(int field, float value);
  ProtobufMessage& float64(int field, double value);
  /// string and bytes fields.
  ProtobufMessage& bytes(int field, std::string_view value);
  ProtobufMessage& message(int field, const ProtobufMessage& value);
  /// Repeated numbers in one field.
  ProtobufMessage& packed(int field, std::span<const double> values);
  ProtobufMessage& packed(int field, std::span<const float> values);
  ProtobufMessage& packed(int field, std::span<const int64_t> values);

  /// What has been written so far.
  const std::string& wire() const { return wire_; }

 private:
  std::string wire_;
};

}  // namespace pinna::core
