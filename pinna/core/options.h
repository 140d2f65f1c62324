// Option structs: aggregates with defaults and one list of fields. Parsing, overrides, unknown-key
// errors, printing, cache keys and bindings all visit that list; no field is spelled a second time.
//
//     enum class Fit { pad, tile };
//     template <> struct pinna::core::EnumNames<Fit> {
//       static constexpr std::array names{std::pair{Fit::pad, "pad"}, std::pair{Fit::tile,
//       "tile"}};
//     };
//     struct LogMelOptions {
//       static constexpr std::string_view type_name = "log_mel";  // only for variant alternatives
//       int64_t n_mels = 128;
//       std::optional<double> f_max = std::nullopt;
//       static void fields(auto&& field) {
//         field("n_mels", &LogMelOptions::n_mels, "mel bands", at_least(1));
//         field("f_max", &LogMelOptions::f_max, "upper edge [Hz]; \"none\" = sample_rate / 2");
//       }
//       bool operator==(const LogMelOptions&) const = default;
//     };
//
// A struct whose fields belong to several others is a member of each and included in their lists:
// `core::include(field, &MfccOptions::log_mel)` makes its keys keys of the outer struct.
//
// Member types: bool, int64_t, uint64_t, double, std::string, enums with EnumNames, std::optional
// and std::vector of these, std::variant<double, enum> (a number or a word that stands for one),
// nested option structs, and std::variant of option structs (key `type`).
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "pinna/core/config.h"
#include "pinna/core/error.h"

namespace pinna::core {

/// Inclusive limits of a number, which must be finite in any case; checked whenever options are
/// parsed or checked.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  std::string to_string() const;
  bool operator==(const Range&) const = default;
};
constexpr Range any_number() {
  return {};
}
constexpr Range at_least(double low) {
  return {.low = low};
}
constexpr Range between(double low, double high) {
  return {.low = low, .high = high};
}

/// Specialise with `static constexpr std::array names{std::pair{E::a, "a"}, ...}`.
template <class E>
struct EnumNames;

template <class E>
std::string enum_name(E value) {
  for (const auto& [candidate, name] : EnumNames<E>::names)
    if (candidate == value) return name;
  return "?";
}

/// The known word nearest to `word` by edit distance, or empty when none is near.
std::string nearest_word(std::string_view word, const std::vector<std::string>& known);
/// InvalidOptions that lists the known keys and suggests the nearest.
[[noreturn]] void throw_unknown_key(const std::string& path, const Origin& origin,
                                    std::string_view key, const std::vector<std::string>& known);
/// InvalidOptions for a value that is no known word.
[[noreturn]] void throw_unknown_word(const std::string& path, const Origin& origin,
                                     const std::string& got, const std::vector<std::string>& known);
/// A string, or a number of TOML that is no number: inf and nan are words where words are known.
std::optional<std::string> word_of(const ConfigValue& value);

[[noreturn]] void throw_wrong_type(const std::string& path, const ConfigValue& got,
                                   std::string_view expected);
[[noreturn]] void throw_out_of_range(const std::string& path, const Origin& origin, double got,
                                     const Range& range);

/// For use in fields(): the fields of the member `included` as fields of the outer struct.
template <class Field, class Outer, class Inner>
void include(Field&& field, Inner Outer::*included) {
  field.include(included);
}

/// One row of the field list as text, for `explain`, help pages and tests.
struct FieldDescription {
  std::string name;
  std::string meaning;
};

namespace detail {

/// A visitor of a field list that does nothing.
struct IgnoreFields {
  void operator()(auto&&...) const {}
  void include(auto) const {}
};
template <class T>
concept HasFields = requires {
  T::fields(IgnoreFields());
};
template <class T>
concept NamedEnum = std::is_enum_v<T> && requires {
  EnumNames<T>::names;
};

template <class T>
struct is_number_or_word : std::false_type {};
template <NamedEnum E>
struct is_number_or_word<std::variant<double, E>> : std::true_type {};

template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};
template <class T>
struct is_variant : std::false_type {};
template <class... T>
struct is_variant<std::variant<T...>> : std::true_type {};

inline std::string join_path(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : path + "." + std::string(name);
}

inline void check_range(double value, const Range& range, const std::string& path,
                        const Origin& origin) {
  if (!std::isfinite(value) || value < range.low || value > range.high)
    throw_out_of_range(path, origin, value, range);
}

template <class T>
void parse_table(T& options, const ConfigTable& table, const std::string& path);

template <class T>
void parse_value(T& target, const ConfigValue& value, const Range& range, const std::string& path) {
  if constexpr (std::is_same_v<T, bool>) {
    const auto* boolean = std::get_if<bool>(&value.data);
    if (!boolean) throw_wrong_type(path, value, "true or false");
    target = *boolean;
  } else if constexpr (std::is_integral_v<T>) {
    const auto* integer = std::get_if<int64_t>(&value.data);
    if (!integer) throw_wrong_type(path, value, "an integer");
    if (std::is_unsigned_v<T> && *integer < 0)
      throw_out_of_range(path, value.origin, static_cast<double>(*integer), at_least(0));
    check_range(static_cast<double>(*integer), range, path, value.origin);
    target = static_cast<T>(*integer);
  } else if constexpr (std::is_floating_point_v<T>) {
    if (const auto* real = std::get_if<double>(&value.data)) {
      target = *real;
    } else if (const auto* integer = std::get_if<int64_t>(&value.data)) {
      target = static_cast<T>(*integer);
    } else {
      throw_wrong_type(path, value, "a number");
    }
    check_range(target, range, path, value.origin);
  } else if constexpr (std::is_same_v<T, std::string>) {
    const auto* text = std::get_if<std::string>(&value.data);
    if (!text) throw_wrong_type(path, value, "a string");
    target = *text;
  } else if constexpr (NamedEnum<T>) {
    const std::optional<std::string> text = word_of(value);
    if (!text) throw_wrong_type(path, value, "a string");
    std::vector<std::string> known;
    for (const auto& [candidate, name] : EnumNames<T>::names) {
      if (*text == name) {
        target = candidate;
        return;
      }
      known.emplace_back(name);
    }
    throw_unknown_word(path, value.origin, *text, known);
  } else if constexpr (is_number_or_word<T>::value) {
    if (word_of(value)) {
      parse_value(target.template emplace<1>(), value, range, path);
    } else {
      parse_value(target.template emplace<0>(), value, range, path);
    }
  } else if constexpr (is_optional<T>::value) {
    const auto* text = std::get_if<std::string>(&value.data);
    if (text && *text == "none") {
      target = std::nullopt;
      return;
    }
    typename T::value_type inner{};
    parse_value(inner, value, range, path);
    target = std::move(inner);
  } else if constexpr (is_vector<T>::value) {
    const auto* array = std::get_if<ConfigArray>(&value.data);
    if (!array) throw_wrong_type(path, value, "an array");
    target.clear();
    for (size_t i = 0; i < array->size(); ++i) {
      typename T::value_type item{};
      parse_value(item, (*array)[i], range, path + "[" + std::to_string(i) + "]");
      target.push_back(std::move(item));
    }
  } else {
    const auto* table = std::get_if<ConfigTable>(&value.data);
    if (!table) throw_wrong_type(path, value, "a table");
    parse_table(target, *table, path);
  }
}

/// Selects the alternative by `type` (keeping the present one where the key is absent).
template <class... Alternatives>
void parse_variant(std::variant<Alternatives...>& options, ConfigTable table,
                   const std::string& path) {
  if (const ConfigValue* type = table.find("type")) {
    const auto* wanted = std::get_if<std::string>(&type->data);
    if (!wanted) throw_wrong_type(join_path(path, "type"), *type, "a string");
    bool found = false;
    const auto select = [&]<class A>(std::type_identity<A>) {
      if (A::type_name != *wanted) return;
      if (!std::holds_alternative<A>(options)) options = A{};
      found = true;
    };
    (select(std::type_identity<Alternatives>{}), ...);
    if (!found)
      throw_unknown_word(join_path(path, "type"), type->origin, *wanted,
                         {std::string(Alternatives::type_name)...});
    table.erase("type");
  }
  std::visit([&](auto& chosen) { parse_table(chosen, table, path); }, options);
}

/// Overlays a table on the fields of a struct and collects their names. Visitors are classes, so
/// that an included struct is visited by code of its own type, however many structs include it.
template <class T>
struct ParseFields {
  T& options;
  const ConfigTable& table;
  const std::string& path;
  std::vector<std::string>& known;

  void operator()(std::string_view name, auto member, std::string_view, Range range = {}) const {
    known.emplace_back(name);
    if (const ConfigValue* value = table.find(name))
      parse_value(options.*member, *value, range, join_path(path, name));
  }
  template <class Inner>
  void include(Inner T::*member) const {
    Inner::fields(ParseFields<Inner>{options.*member, table, path, known});
  }
};

template <class T>
void parse_table(T& options, const ConfigTable& table, const std::string& path) {
  if constexpr (is_variant<T>::value) {
    parse_variant(options, table, path);
  } else {
    static_assert(HasFields<T>, "an option struct needs static void fields(auto&& field)");
    std::vector<std::string> known;
    T::fields(ParseFields<T>{options, table, path, known});
    for (const auto& [key, value] : table.items()) {
      bool is_known = false;
      for (const std::string& name : known) is_known = is_known || name == key;
      if (!is_known) throw_unknown_key(path, value.origin, key, known);
    }
  }
}

template <class T>
ConfigTable table_of(const T& options);

template <class T>
ConfigValue value_of(const T& value) {
  if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, std::string>) {
    return ConfigValue{value};
  } else if constexpr (std::is_integral_v<T>) {
    return ConfigValue{static_cast<int64_t>(value)};
  } else if constexpr (std::is_floating_point_v<T>) {
    return ConfigValue{static_cast<double>(value)};
  } else if constexpr (NamedEnum<T>) {
    return ConfigValue{enum_name(value)};
  } else if constexpr (is_number_or_word<T>::value) {
    return std::visit([](const auto& held) { return value_of(held); }, value);
  } else if constexpr (is_optional<T>::value) {
    return value ? value_of(*value) : ConfigValue{std::string("none")};
  } else if constexpr (is_vector<T>::value) {
    ConfigArray items;
    for (const auto& item : value)
      items.push_back(value_of(static_cast<typename T::value_type>(item)));
    return ConfigValue{std::move(items)};
  } else {
    return ConfigValue{table_of(value)};
  }
}

template <class T>
struct WriteFields {
  const T& options;
  ConfigTable& table;

  void operator()(std::string_view name, auto member, std::string_view, Range = {}) const {
    table.set(name, value_of(options.*member));
  }
  template <class Inner>
  void include(Inner T::*member) const {
    Inner::fields(WriteFields<Inner>{options.*member, table});
  }
};

template <class T>
ConfigTable table_of(const T& options) {
  ConfigTable table;
  if constexpr (is_variant<T>::value) {
    std::visit(
        [&]<class A>(const A& chosen) {
          table.set("type", ConfigValue{std::string(A::type_name)});
          table = merged(std::move(table), table_of(chosen));
        },
        options);
  } else {
    T::fields(WriteFields<T>{options, table});
  }
  return table;
}

template <class T>
void check_value(const T& value, const Range& range, const std::string& path);

template <class T>
struct CheckFields {
  const T& options;
  const std::string& path;

  void operator()(std::string_view name, auto member, std::string_view, Range range = {}) const {
    check_value(options.*member, range, join_path(path, name));
  }
  template <class Inner>
  void include(Inner T::*member) const {
    Inner::fields(CheckFields<Inner>{options.*member, path});
  }
};

template <class T>
void check_value(const T& value, const Range& range, const std::string& path) {
  if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>) {
    check_range(static_cast<double>(value), range, path, {});
  } else if constexpr (is_optional<T>::value) {
    if (value) check_value(*value, range, path);
  } else if constexpr (is_vector<T>::value) {
    for (const auto& item : value)
      check_value(static_cast<typename T::value_type>(item), range, path);
  } else if constexpr (is_variant<T>::value) {
    std::visit([&](const auto& chosen) { check_value(chosen, range, path); }, value);
  } else if constexpr (HasFields<T>) {
    T::fields(CheckFields<T>{value, path});
  }
}

template <class T>
struct DescribeFields {
  std::vector<FieldDescription>& rows;

  void operator()(std::string_view name, auto, std::string_view meaning, Range = {}) const {
    rows.push_back({std::string(name), std::string(meaning)});
  }
  template <class Inner>
  void include(Inner T::*) const {
    Inner::fields(DescribeFields<Inner>{rows});
  }
};

}  // namespace detail

/// Overlays `table` on `defaults`. InvalidOptions with the place and the key's full path for
/// unknown keys, wrong types, unknown words and numbers out of range. `path` is the table's own key
/// path.
template <class T>
T parse_options(const ConfigTable& table, T defaults = {}, const std::string& path = "") {
  detail::parse_table(defaults, table, path);
  return defaults;
}

/// Every field with its present value (an empty optional is "none"); parse_options reads it back.
template <class T>
ConfigTable to_config(const T& options) {
  return detail::table_of(options);
}

/// Ranges of options that were built in code; InvalidOptions names the field.
template <class T>
void check_options(const T& options, const std::string& path = "") {
  detail::check_value(options, {}, path);
}

/// The field list of a struct, for help and documentation.
template <class T>
std::vector<FieldDescription> describe_fields() {
  std::vector<FieldDescription> rows;
  T::fields(detail::DescribeFields<T>{rows});
  return rows;
}

}  // namespace pinna::core
