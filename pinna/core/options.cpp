#include "pinna/core/options.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace pinna::core {
namespace {

/// Levenshtein distance.
size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = std::exchange(row[0], i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t substituted = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row.back();
}

std::string suggestion(std::string_view word, const std::vector<std::string>& known) {
  const std::string nearest = nearest_word(word, known);
  return nearest.empty() ? "" : fmt::format("did you mean \"{}\"?", nearest);
}

}  // namespace

std::string Range::to_string() const {
  if (std::isinf(high)) return std::isinf(low) ? "a finite number" : fmt::format(">= {}", low);
  return std::isinf(low) ? fmt::format("<= {}", high) : fmt::format("{} to {}", low, high);
}

std::string nearest_word(std::string_view word, const std::vector<std::string>& known) {
  std::string best;
  size_t best_distance = std::max<size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

void throw_unknown_key(const std::string& path, const Origin& origin, std::string_view key,
                       const std::vector<std::string>& known) {
  throw InvalidOptions(
      {.what = path.empty() ? "unknown key" : fmt::format("unknown key in {}", path),
       .got = fmt::format("\"{}\"", key),
       .expected = fmt::format("one of {}", fmt::join(known, ", ")),
       .where = origin.to_string(),
       .fix = suggestion(key, known)});
}

void throw_unknown_word(const std::string& path, const Origin& origin, const std::string& got,
                        const std::vector<std::string>& known) {
  throw InvalidOptions({.what = path,
                        .got = fmt::format("\"{}\"", got),
                        .expected = fmt::format("one of {}", fmt::join(known, ", ")),
                        .where = origin.to_string(),
                        .fix = suggestion(got, known)});
}

std::optional<std::string> word_of(const ConfigValue& value) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return *text;
  const auto* number = std::get_if<double>(&value.data);
  if (number && !std::isfinite(*number)) return to_toml_text(value);
  return std::nullopt;
}

void throw_wrong_type(const std::string& path, const ConfigValue& got, std::string_view expected) {
  throw InvalidOptions({.what = path,
                        .got = fmt::format("{} ({})", to_toml_text(got), kind_name(got)),
                        .expected = std::string(expected),
                        .where = got.origin.to_string()});
}

void throw_out_of_range(const std::string& path, const Origin& origin, double got,
                        const Range& range) {
  throw InvalidOptions({.what = path,
                        .got = fmt::format("{}", got),
                        .expected = std::isfinite(got) || range == any_number()
                                        ? range.to_string()
                                        : "a finite number " + range.to_string(),
                        .where = origin.to_string()});
}

}  // namespace pinna::core
