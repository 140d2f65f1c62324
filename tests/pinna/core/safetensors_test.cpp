#include "pinna/core/safetensors.h"

#include <cmath>
#include <cstring>
#include <fstream>

#include "tests/support/shared_data.h"
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::core {
namespace {

using ::testing::HasSubstr;

std::string file_with(std::string_view header, std::string_view data) {
  const uint64_t length = header.size();
  std::string bytes(sizeof length, '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  return bytes + std::string(header) + std::string(data);
}

std::string tensor(std::string_view name, std::string_view dtype, std::string_view shape,
                   std::string_view offsets) {
  return fmt::format(R"("{}":{{"dtype":"{}","shape":[{}],"data_offsets":[{}]}})", name, dtype,
                     shape, offsets);
}

SafeTensors parse(const std::string& bytes) {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "x.safetensors", std::ios::binary) << bytes;
  return read_safetensors(folder / "x.safetensors");
}

/// The complaint about a file of this header and this number of data bytes.
std::string message_of(std::string_view header, size_t data_bytes) {
  try {
    parse(file_with(header, std::string(data_bytes, '\0')));
  } catch (const BadData& error) {
    return error.what();
  }
  return "accepted";
}

std::string written(const SafeTensors& content) {
  const test::TemporaryFolder folder;
  write_safetensors(folder / "x.safetensors", content);
  return read_file(folder / "x.safetensors");
}

TEST(SafeTensors, ReadsTheExampleOfTheSpecification) {
  const std::string header = "{" + tensor("a", "F16", "1,4", "0,8") + "," +
                             tensor("b", "F32", "", "8,12") +
                             R"(,"__metadata__":{"format":"pt"}}  )";
  const SafeTensors content = parse(file_with(header, std::string(12, '\0')));
  EXPECT_EQ(content.metadata.at("format"), "pt");
  EXPECT_EQ(content.tensors.at("a").dtype, DType::float16);
  EXPECT_EQ(content.tensors.at("a").shape, (std::vector<int64_t>{1, 4}));
  EXPECT_EQ(content.tensors.at("b").as_float32()[0], 0.0F);
}

TEST(SafeTensors, WritesLargeElementsFirstThenByName) {
  const SafeTensors content{.tensors = {{"a", Array::from(std::vector<uint8_t>{1}, {1})},
                                        {"b", Array::from(std::vector<float>{2}, {1})},
                                        {"c", Array::from(std::vector<float>{3}, {})},
                                        {"d", Array::from(std::vector<int64_t>{4}, {1})}},
                            .metadata = {{"k", "v"}}};
  const std::string bytes = written(content);
  uint64_t length = 0;
  std::memcpy(&length, bytes.data(), sizeof length);
  EXPECT_EQ(length % 8, 0U);
  const std::string header = bytes.substr(8, length);
  EXPECT_EQ(header.substr(0, header.find_last_not_of(' ') + 1),
            R"({"__metadata__":{"k":"v"},)" + tensor("d", "I64", "1", "0,8") + "," +
                tensor("b", "F32", "1", "8,12") + "," + tensor("c", "F32", "", "12,16") + "," +
                tensor("a", "U8", "1", "16,17") + "}");
}

TEST(SafeTensors, EmptyFileOfNoTensorsIsValid) {
  EXPECT_EQ(parse(written({})), SafeTensors{});
}

TEST(SafeTensors, NanPassesThrough) {
  const SafeTensors content{.tensors = {{"a", Array::from(std::vector<float>{NAN}, {1})}}};
  EXPECT_TRUE(std::isnan(parse(written(content)).tensors.at("a").as_float32()[0]));
}

RC_GTEST_PROP(SafeTensors, WritingThenReadingGivesTheSame, ()) {
  SafeTensors content;
  for (const auto& name : *rc::gen::resize(6, rc::gen::arbitrary<std::vector<std::string>>())) {
    const auto dtype = static_cast<DType>(*rc::gen::inRange(0, 13));
    const auto shape = *rc::gen::resize(
        3, rc::gen::container<std::vector<int64_t>>(rc::gen::inRange<int64_t>(0, 5)));
    Array array = Array::uninitialized(dtype, shape);
    for (std::byte& value : array.bytes) value = std::byte{*rc::gen::arbitrary<uint8_t>()};
    std::string ascii = name;
    for (char& c : ascii) c = static_cast<char>(c & 0x7f);
    content.metadata[ascii] = ascii;
    content.tensors[ascii] = std::move(array);
  }
  RC_ASSERT(parse(written(content)) == content);
}

TEST(SafeTensors, EveryTruncationIsRefused) {
  const std::string whole =
      written({.tensors = {{"a", Array::from(std::vector<float>(50, 1.0F), {50})},
                           {"b", Array::from(std::vector<uint8_t>(9), {3, 3})}}});
  for (size_t length = 0; length < whole.size(); ++length)
    EXPECT_THROW(parse(whole.substr(0, length)), BadData) << length;
  EXPECT_THROW(parse(whole + '\0'), BadData);
}

TEST(SafeTensors, RefusesOverlapsHolesAndWrongSpans) {
  const auto two = [](std::string_view first, std::string_view second) {
    return "{" + tensor("a", "U8", "4", first) + "," + tensor("b", "U8", "4", second) + "}";
  };
  EXPECT_EQ(message_of(two("0,4", "4,8"), 8), "accepted");
  EXPECT_EQ(message_of(two("4,8", "0,4"), 8), "accepted");
  EXPECT_THAT(message_of(two("0,4", "3,7"), 8), HasSubstr("tensor 'b' in bytes 3 to 7"));
  EXPECT_THAT(message_of(two("0,4", "0,4"), 8), HasSubstr("begin at 4"));
  EXPECT_THAT(message_of(two("0,4", "5,9"), 9), HasSubstr("begin at 4"));
  EXPECT_THAT(message_of(two("1,5", "5,9"), 9), HasSubstr("begin at 0"));
  EXPECT_THAT(message_of(two("0,4", "4,8"), 9), HasSubstr("got 9 bytes of data, expected 8"));
  EXPECT_THAT(message_of(two("0,4", "4,8"), 7), HasSubstr("got 7 bytes of data, expected 8"));
  EXPECT_NE(message_of(two("0,4", "8,4"), 8), "accepted");
  EXPECT_NE(message_of(two("0,4", "4,9223372036854775807"), 8), "accepted");
  EXPECT_NE(message_of(two("0,4", "4,18446744073709551615"), 8), "accepted");
  EXPECT_THAT(message_of("{" + tensor("a", "F32", "4", "0,4") + "}", 4),
              HasSubstr("float32 of shape [4]"));
}

TEST(SafeTensors, EmptyTensorsMayStandBetweenOthers) {
  EXPECT_EQ(
      message_of("{" + tensor("a", "U8", "4", "0,4") + "," + tensor("none", "F32", "0,7", "4,4") +
                     "," + tensor("b", "U8", "1", "4,5") + "}",
                 5),
      "accepted");
}

TEST(SafeTensors, RefusesImpossibleShapes) {
  for (const char* shape :
       {"-4", "4.0", "4e0", "\"4\"", "null", "[4]", "18446744073709551616", "9223372036854775808",
        "4294967296,4294967296", "4294967296,4294967296,0", "9223372036854775807,4"})
    EXPECT_NE(message_of("{" + tensor("a", "U8", shape, "0,4") + "}", 4), "accepted") << shape;
  std::string many = "4";
  for (int i = 0; i < 64; ++i) many += ",1";
  EXPECT_NE(message_of("{" + tensor("a", "U8", many, "0,4") + "}", 4), "accepted");
}

TEST(SafeTensors, RefusesUnknownTypes) {
  for (const char* dtype : {"F8_E4M3", "f32", "", "F4", "object"})
    EXPECT_THAT(message_of("{" + tensor("a", dtype, "1", "0,1") + "}", 1),
                HasSubstr("of tensor 'a'"))
        << dtype;
}

TEST(SafeTensors, RefusesDuplicateKeys) {
  const std::string a = tensor("a", "U8", "1", "0,1");
  EXPECT_THAT(message_of("{" + a + "," + a + "}", 1), HasSubstr("key 'a' twice"));
  EXPECT_THAT(message_of("{" + a + "," + tensor("a", "U8", "1", "1,2") + "}", 2),
              HasSubstr("key 'a' twice"));
  EXPECT_THAT(message_of(R"({"__metadata__":{"k":"1","k":"2"}})", 0), HasSubstr("key 'k' twice"));
  EXPECT_THAT(message_of(R"({"__metadata__":{},"__metadata__":{}})", 0), HasSubstr("twice"));
  EXPECT_THAT(
      message_of(R"({"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1),
      HasSubstr("key 'dtype' twice"));
}

TEST(SafeTensors, RefusesEntriesOfAnotherForm) {
  for (const char* header : {R"({"a":1})",
                             R"({"a":"x"})",
                             R"({"a":[1]})",
                             R"({"a":null})",
                             R"({"a":{}})",
                             R"({"a":{"dtype":"U8","shape":[1]}})",
                             R"({"a":{"dtype":"U8","data_offsets":[0,1]}})",
                             R"({"a":{"shape":[1],"data_offsets":[0,1]}})",
                             R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}})",
                             R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,1]}})",
                             R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"extra":0}})",
                             R"({"a":{"dtype":"U8","shape":1,"data_offsets":[0,1]}})",
                             R"({"a":{"dtype":0,"shape":[1],"data_offsets":[0,1]}})",
                             R"({"a":{"dtype":["U8"],"shape":[1],"data_offsets":[0,1]}})",
                             R"({"a":{"dtype":"U8","shape":{"0":1},"data_offsets":[0,1]}})",
                             R"({"__metadata__":{"k":1}})",
                             R"({"__metadata__":{"k":["v"]}})",
                             R"({"__metadata__":{"k":{"l":"v"}}})",
                             R"({"__metadata__":["k"]})",
                             R"({"__metadata__":"k"})"})
    EXPECT_NE(message_of(header, 1), "accepted") << header;
}

TEST(SafeTensors, RefusesHeadersThatAreNotJson) {
  for (const std::string& header :
       {std::string(), std::string("  {}"), std::string("[]"), std::string("{"),
        std::string("{}{}"), std::string("{} x"), std::string("{\"a\":}"),
        std::string("{\"\xff\":1}"), std::string("{\"a\\ud800\":1}"), std::string("{}\0", 3),
        "{\"a\":" + std::string(100000, '[')})
    EXPECT_NE(message_of(header, 0), "accepted") << header.substr(0, 20);
  EXPECT_THAT(message_of("{\"a\" 1}", 0), HasSubstr("x.safetensors: byte 14"));
}

TEST(SafeTensors, RefusesHeaderLengthsBeforeAllocating) {
  for (const uint64_t length :
       {uint64_t{1}, uint64_t{100'000'001}, uint64_t{1} << 40, ~uint64_t{0}, uint64_t{1} << 63}) {
    std::string bytes(sizeof length, '\0');
    std::memcpy(bytes.data(), &length, sizeof length);
    EXPECT_THROW(parse(bytes), BadData) << length;
  }
}

TEST(SafeTensors, RefusesBoolsThatAreNeither0Nor1) {
  EXPECT_THROW(parse(file_with("{" + tensor("a", "BOOL", "1", "0,1") + "}", "\x02")), BadData);
}

TEST(SafeTensors, WriterRefusesWhatItCouldNotReadBack) {
  const test::TemporaryFolder folder;
  const Array one = Array::from(std::vector<float>{1}, {1});
  Array broken = one;
  broken.shape = {2};
  const auto write = [&](const SafeTensors& content) { write_safetensors(folder / "x", content); };
  EXPECT_THROW(write({.tensors = {{"__metadata__", one}}}), InvalidOptions);
  EXPECT_THROW(write({.tensors = {{"\xff", one}}}), InvalidOptions);
  EXPECT_THROW(write({.metadata = {{"k", "\xff"}}}), InvalidOptions);
  EXPECT_THROW(write({.tensors = {{"a", broken}}}), Bug);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(SafeTensors, MissingFileIsNamed) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(read_safetensors(folder / "absent"), MissingInput);
}

}  // namespace
}  // namespace pinna::core
