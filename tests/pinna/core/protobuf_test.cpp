#include "pinna/core/protobuf.h"

#include <array>

#include <gtest/gtest.h>

namespace pinna::core {
namespace {

using namespace std::string_literals;

// The examples of protobuf.dev/programming-guides/encoding.
TEST(ProtobufMessage, ExamplesOfTheSpecification) {
  EXPECT_EQ(ProtobufMessage().integer(1, 150).wire(), "\x08\x96\x01");
  EXPECT_EQ(ProtobufMessage().bytes(2, "testing").wire(), "\x12\x07testing");
  EXPECT_EQ(ProtobufMessage().message(3, ProtobufMessage().integer(1, 150)).wire(),
            "\x1a\x03\x08\x96\x01");
  EXPECT_EQ(ProtobufMessage().packed(6, std::array<int64_t, 3>{3, 270, 86942}).wire(),
            "\x32\x06\x03\x8e\x02\x9e\xa7\x05");
}

TEST(ProtobufMessage, NegativeIntegersTakeTenBytes) {
  EXPECT_EQ(ProtobufMessage().integer(1, -2).wire(),
            "\x08\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01");
}

TEST(ProtobufMessage, FloatingPointIsLittleEndian) {
  EXPECT_EQ(ProtobufMessage().float32(2, 1.0F).wire(), "\x15\x00\x00\x80\x3f"s);
  EXPECT_EQ(ProtobufMessage().float64(1, -2.0).wire(), "\x09\x00\x00\x00\x00\x00\x00\x00\xc0"s);
  EXPECT_EQ(ProtobufMessage().packed(7, std::array{1.0F, 0.0F}).wire(),
            "\x3a\x08\x00\x00\x80\x3f\x00\x00\x00\x00"s);
  EXPECT_EQ(ProtobufMessage().packed(7, std::array{-2.0}).wire(),
            "\x3a\x08\x00\x00\x00\x00\x00\x00\x00\xc0"s);
}

TEST(ProtobufMessage, FieldNumbersAboveFifteenTakeTwoBytes) {
  EXPECT_EQ(ProtobufMessage().integer(16, 1).integer(1, 0).wire(), "\x80\x01\x01\x08\x00"s);
}

}  // namespace
}  // namespace pinna::core
