#include "pinna/core/json_text.h"

#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

constexpr uint64_t most_int64 = std::numeric_limits<int64_t>::max();

}  // namespace

nlohmann::ordered_json parse_json(std::string_view text, const std::string& where) {
  const auto limit_depth = [&](int depth, nlohmann::ordered_json::parse_event_t,
                               nlohmann::ordered_json&) {
    if (depth > max_json_depth)
      throw BadData({.what = "JSON nested too deeply",
                     .expected = fmt::format("at most {} levels", max_json_depth),
                     .where = where});
    return true;
  };
  try {
    return nlohmann::ordered_json::parse(text, limit_depth);
  } catch (const nlohmann::json::parse_error& error) {
    throw BadData({.what = "not valid JSON",
                   .got = error.what(),
                   .where = fmt::format("{}: byte {}", where, error.byte)});
  } catch (const nlohmann::json::exception& error) {
    throw BadData({.what = "JSON beyond what can be stored", .got = error.what(), .where = where});
  }
}

void require_schema(const nlohmann::ordered_json& json, std::string_view expected,
                    const std::string& where) {
  const auto schema = json.is_object() ? json.find("schema") : json.end();
  if (schema != json.end() && schema->is_string() &&
      schema->get_ref<const std::string&>() == expected)
    return;
  throw BadData({.what = "schema",
                 .got = schema == json.end() ? "none" : schema->dump(),
                 .expected = fmt::format("\"{}\"", expected),
                 .where = where,
                 .fix = "give a file that this version of pinna wrote"});
}

int64_t whole_number(const nlohmann::ordered_json& object, std::string_view key,
                     const std::string& where) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  const bool is_whole = found != object.end() && found->is_number_integer();
  if (is_whole && !(found->is_number_unsigned() && found->get<uint64_t>() > most_int64))
    return found->get<int64_t>();
  throw BadData({.what = std::string(key),
                 .got = found == object.end() ? "nothing" : found->dump(),
                 .expected = "a whole number of 64 bits",
                 .where = where});
}

void throw_bad_json(const std::string& where, std::string_view reason) {
  throw BadData({.what = "unexpected JSON content", .got = std::string(reason), .where = where});
}

}  // namespace pinna::core
