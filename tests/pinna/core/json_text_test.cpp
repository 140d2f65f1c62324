#include "pinna/core/json_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

std::string complaint(std::string_view text) {
  try {
    parse_json(text, "x.json");
  } catch (const BadData& error) {
    return error.what();
  }
  return "none";
}

TEST(JsonText, KeysKeepTheOrderOfTheFile) {
  EXPECT_EQ(parse_json(R"({"z":1,"a":2})", "x.json").dump(), R"({"z":1,"a":2})");
}

TEST(JsonText, BadSyntaxNamesFileAndByte) {
  EXPECT_THAT(complaint(R"({"a":1,})"), testing::HasSubstr("x.json: byte 8"));
  EXPECT_THAT(complaint("{} x"), testing::HasSubstr("x.json"));
  EXPECT_THAT(complaint(""), testing::HasSubstr("x.json"));
}

TEST(JsonText, NumbersBeyondDoubleAreBadData) {
  EXPECT_THAT(complaint(R"({"epoch":1e999})"), testing::HasSubstr("x.json"));
}

TEST(JsonText, DeepNestingIsRefused) {
  const auto nested = [](size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_EQ(complaint(nested(max_json_depth)), "none");
  EXPECT_THAT(complaint(nested(100000)), testing::HasSubstr("nested too deeply"));
}

TEST(JsonText, SchemaMustBeTheExpectedOne) {
  EXPECT_NO_THROW(require_schema(parse_json(R"({"schema":"a/1"})", "x"), "a/1", "x"));
  EXPECT_THROW(require_schema(parse_json(R"({"schema":"a/2"})", "x"), "a/1", "x"), BadData);
  EXPECT_THROW(require_schema(parse_json(R"({"schema":1})", "x"), "a/1", "x"), BadData);
  EXPECT_THROW(require_schema(parse_json("[]", "x"), "a/1", "x"), BadData);
}

TEST(WholeNumber, FractionsTextAndNumbersBeyond64BitsAreBadData) {
  const auto json = parse_json(
      R"({"a": -9, "b": 64.0, "c": 1e300, "d": "3", "e": 9223372036854775808, "f": null})", "t");
  EXPECT_EQ(whole_number(json, "a", "t"), -9);
  for (const char* key : {"b", "c", "d", "e", "f", "absent"})
    EXPECT_THROW(whole_number(json, key, "t"), BadData) << key;
}

}  // namespace
}  // namespace pinna::core
