// JSON from files that anybody may have written: parsed with limits, complaints as BadData.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace pinna::core {

/// Nesting beyond this depth is refused.
inline constexpr int max_json_depth = 64;

/// BadData naming `where` for bad syntax, text after the value, deep nesting and huge numbers.
nlohmann::ordered_json parse_json(std::string_view text, const std::string& where);

/// BadData naming `where` unless the value is an object whose "schema" is `expected`.
void require_schema(const nlohmann::ordered_json& json, std::string_view expected,
                    const std::string& where);

/// The member `key` of an object. BadData naming `where` if it is absent, no whole number (64.0 is
/// none) or beyond 64 bits.
int64_t whole_number(const nlohmann::ordered_json& object, std::string_view key,
                     const std::string& where);

/// The BadData of a field that is missing or has the wrong type; `reason` is the JSON library's.
[[noreturn]] void throw_bad_json(const std::string& where, std::string_view reason);

}  // namespace pinna::core
