#include "pinna/core/npy.h"

#include <cmath>
#include <limits>

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::core {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A file as numpy would write it, version 1.0, around any dictionary and data.
std::string file_with(std::string dictionary, std::string_view data) {
  dictionary.append((64 - (dictionary.size() + 11) % 64) % 64, ' ');
  dictionary += '\n';
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(dictionary.size() & 0xff);
  bytes += static_cast<char>(dictionary.size() >> 8);
  return bytes + dictionary + std::string(data);
}

std::string file_of_type(std::string_view descr, size_t data_bytes) {
  return file_with(
      "{'descr': '" + std::string(descr) + "', 'fortran_order': False, 'shape': (1,), }",
      std::string(data_bytes, '\0'));
}

std::string message_of(const std::string& bytes) {
  try {
    parse_npy(bytes, "x.npy");
  } catch (const BadData& error) {
    return error.what();
  }
  return "accepted";
}

std::string file_bytes(const Array& array) {
  const test::TemporaryFolder folder;
  write_npy(folder / "a.npy", array);
  return read_file(folder / "a.npy");
}

TEST(Npy, ReadsWhatNumpyWrites) {
  // numpy.save(file, numpy.array([[1, 2], [3, 4]], dtype='<i2')) of numpy 1.24.
  std::string bytes("\x93NUMPY\x01\x00\x76\x00", 10);
  bytes += "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 2), }";
  bytes.append(127 - bytes.size(), ' ');
  bytes += '\n';
  bytes.append("\x01\x00\x02\x00\x03\x00\x04\x00", 8);
  const Array array = parse_npy(bytes, "numpy");
  EXPECT_THAT(array.shape, ElementsAre(2, 2));
  EXPECT_THAT(array.as<int16_t>(), ElementsAre(1, 2, 3, 4));
}

TEST(Npy, FortranOrderIsTransposed) {
  const Array array =
      parse_npy(file_with("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }",
                          std::string("\1\4\2\5\3\6", 6)),
                "x.npy");
  EXPECT_THAT(array.as<uint8_t>(), ElementsAre(1, 2, 3, 4, 5, 6));
  const Array cube =
      parse_npy(file_with("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 2, 2), }",
                          std::string("\0\4\2\6\1\5\3\7", 8)),
                "x.npy");
  EXPECT_THAT(cube.as<uint8_t>(), ElementsAre(0, 1, 2, 3, 4, 5, 6, 7));
}

TEST(Npy, ReadsVersions2And3) {
  for (const char version : {'\x02', '\x03'}) {
    const std::string dictionary = "{'descr': '|b1', 'fortran_order': False, 'shape': (), }\n";
    std::string bytes("\x93NUMPY", 6);
    bytes += version;
    bytes += '\0';
    bytes += static_cast<char>(dictionary.size());
    bytes.append(3, '\0');
    const Array array = parse_npy(bytes + dictionary + '\x01', "x.npy");
    EXPECT_THAT(array.shape, ElementsAre());
    EXPECT_THAT(array.as<bool>(), ElementsAre(true));
  }
}

TEST(Npy, KeysMayStandInAnyOrderAndSpacing) {
  const Array array = parse_npy(
      file_with("{ \"shape\":(1,) ,'fortran_order' : False,'descr':'<f8'}", std::string(8, '\0')),
      "x.npy");
  EXPECT_THAT(array.as<double>(), ElementsAre(0));
}

TEST(Npy, WritesTheHeaderThatNumpyReads) {
  const std::string bytes = file_bytes(Array::from(std::vector<float>{1, 2, 3}, {3}));
  EXPECT_EQ(bytes.size() % 64, 12U);
  EXPECT_THAT(bytes, HasSubstr("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }"));
}

TEST(Npy, NanAndInfinityPassThrough) {
  const Array array =
      Array::from(std::vector<float>{std::nanf(""), std::numeric_limits<float>::infinity()}, {2});
  EXPECT_EQ(parse_npy(file_bytes(array), "x.npy").bytes, array.bytes);
}

RC_GTEST_PROP(Npy, WritingThenReadingGivesTheSameArray, ()) {
  const auto dtype = static_cast<DType>(*rc::gen::element(0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12));
  const auto shape = *rc::gen::resize(
      4, rc::gen::container<std::vector<int64_t>>(rc::gen::inRange<int64_t>(0, 5)));
  Array array = Array::uninitialized(dtype, shape);
  for (std::byte& value : array.bytes) value = std::byte{*rc::gen::arbitrary<uint8_t>()};
  const test::TemporaryFolder folder;
  write_npy(folder / "a.npy", array);
  RC_ASSERT(read_npy(folder / "a.npy") == array);
  RC_ASSERT(parse_npy(read_file(folder / "a.npy"), "memory") == array);
}

TEST(Npy, ColumnsGrowAMatrixInFortranOrder) {
  const test::TemporaryFolder folder;
  write_npy_columns(folder / "a.npy", DType::float32, 2, [](const AppendColumns& append) {
    append(Array::from(std::vector<float>{0, 1, 2, 10, 11, 12}, {2, 3}));
    append(Array::from(std::vector<float>{3, 13}, {2, 1}));
    append(Array::from(std::vector<float>{}, {2, 0}));
  });
  EXPECT_EQ(read_npy(folder / "a.npy"),
            Array::from(std::vector<float>{0, 1, 2, 3, 10, 11, 12, 13}, {2, 4}));
  EXPECT_THAT(read_file(folder / "a.npy"), HasSubstr("'fortran_order': True, 'shape': (2, 4), }"));
}

TEST(Npy, ColumnsOfAnotherMatrixAreABug) {
  const test::TemporaryFolder folder;
  const auto write = [&](const Array& columns) {
    write_npy_columns(folder / "a.npy", DType::float32, 2,
                      [&](const AppendColumns& append) { append(columns); });
  };
  EXPECT_THROW(write(Array::from(std::vector<float>{1, 2, 3}, {3, 1})), Bug);
  EXPECT_THROW(write(Array::from(std::vector<int32_t>{1, 2}, {2, 1})), Bug);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Npy, EveryTruncationIsRefused) {
  const std::string whole = file_bytes(Array::from(std::vector<float>(100, 1.0F), {4, 25}));
  for (size_t length = 0; length < whole.size(); ++length)
    EXPECT_THROW(parse_npy(std::string_view(whole).substr(0, length), "x.npy"), BadData) << length;
  EXPECT_THROW(parse_npy(whole + '\0', "x.npy"), BadData);
}

TEST(Npy, RefusesTypesThatItMustNotRead) {
  EXPECT_THAT(message_of(file_of_type("|O", 8)), HasSubstr("Python objects are never read"));
  EXPECT_THAT(message_of(file_of_type(">f4", 4)), HasSubstr("little-endian"));
  for (const char* descr : {"<U4", "|S4", "<M8[s]", "<f16", "<c16", "|V4", "<f", "f4", "", "<b1x"})
    EXPECT_THAT(message_of(file_of_type(descr, 4)), HasSubstr("expected a ")) << descr;
  EXPECT_THAT(message_of(file_with("{'descr': [('a', '<f4')], 'fortran_order': False, "
                                   "'shape': (1,), }",
                                   "\0\0\0\0")),
              HasSubstr("structured type"));
}

TEST(Npy, RefusesHeadersThatAreNotOneCompleteDictionary) {
  const std::string type = "'descr': '|u1', ", order = "'fortran_order': False, ",
                    shape = "'shape': (1,), ";
  EXPECT_EQ(message_of(file_with("{" + type + order + shape + "}", "x")), "accepted");
  for (const std::string& dictionary : std::vector<std::string>{
           "", "{}", "{" + type + order + "}", "{" + type + shape + "}", "{" + order + shape + "}",
           "{" + type + type + order + shape + "}", "{" + type + order + shape + "'extra': 1}",
           "{" + type + order + shape, "{" + type + order + shape + "} {}",
           "[" + type + order + shape + "]",
           "{'descr': '|u1, 'fortran_order': False, 'shape': (1,)}",
           "{" + type + "'fortran_order': 0, " + shape + "}", type + order + shape})
    EXPECT_THAT(message_of(file_with(dictionary, "x")), HasSubstr("x.npy")) << dictionary;
}

TEST(Npy, RefusesImpossibleShapes) {
  const auto with_shape = [](const std::string& shape) {
    return file_with("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }", "1234");
  };
  EXPECT_EQ(message_of(with_shape("(1, 1)")), "accepted");
  std::string many = "(";
  for (int i = 0; i < 65; ++i) many += "1,";
  for (const std::string& shape : std::vector<std::string>{
           "(-1,)", "(1)", "(2,)", "(0,)", "(1, -1)", "1", "(1.0,)", "(1,",
           "(9223372036854775807,)", "(99999999999999999999,)", "(4294967296, 4294967296)",
           "(0, 4294967296, 4294967296)", many + ")"})
    EXPECT_NE(message_of(with_shape(shape)), "accepted") << shape;
}

TEST(Npy, RefusesForeignFilesVersionsAndLongHeaders) {
  EXPECT_THAT(message_of("RIFF....WAVEfmt "), HasSubstr("\\x93NUMPY"));
  EXPECT_THAT(message_of(std::string("\x93NUMPY\x04\x00\x00\x00\x00\x00", 12)),
              HasSubstr("version 4.0"));
  EXPECT_THAT(message_of(std::string("\x93NUMPY\x01\x01\x00\x00\x00\x00", 12)),
              HasSubstr("version 1.1"));
  EXPECT_THAT(message_of(std::string("\x93NUMPY\x02\x00\xff\xff\xff\xff", 12)),
              HasSubstr("header of 4294967295 bytes"));
}

TEST(Npy, RefusesBoolsThatAreNeither0Nor1) {
  EXPECT_THAT(message_of(file_with("{'descr': '|b1', 'fortran_order': False, 'shape': (2,), }",
                                   std::string("\0\2", 2))),
              HasSubstr("element 1 is 2"));
}

TEST(Npy, BfloatIsRefusedOnWriting) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(write_npy(folder / "a.npy", Array::uninitialized(DType::bfloat16, {2})),
               InvalidOptions);
  EXPECT_FALSE(std::filesystem::exists(folder / "a.npy"));
}

TEST(Npy, MissingFileIsNamed) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(read_npy(folder / "absent.npy"), MissingInput);
  EXPECT_THROW(read_npy(folder.path()), BadData);
}

TEST(Npy, ReadsEveryGoldenArray) {
  const std::filesystem::path golden = test::shared_path("golden/features");
  REQUIRE_SHARED(golden);
  int count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(golden)) {
    if (entry.path().extension() != ".npy") continue;
    EXPECT_NO_THROW(read_npy(entry.path())) << entry.path();
    ++count;
  }
  EXPECT_GT(count, 0);
}

}  // namespace
}  // namespace pinna::core
