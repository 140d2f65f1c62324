#include "pinna/report/bibtex_entries.h"

#include <algorithm>
#include <cctype>
#include <map>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/utf8.h"

namespace pinna::report {
namespace {

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& letter : small)
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return small;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// Without braces, commands and the accents that they put on letters; blanks are single.
std::string plain_value(std::string_view value) {
  std::string plain;
  for (size_t i = 0; i < value.size(); ++i) {
    const char sign = value[i];
    if (sign == '{' || sign == '}') continue;
    if (sign == '\\') {
      const bool is_word =
          i + 1 < value.size() && std::isalpha(static_cast<unsigned char>(value[i + 1])) != 0;
      // "\&" is a sign, "\"o" an accent on a letter.
      if (!is_word && i + 1 < value.size() &&
          std::string_view("&%$#_").find(value[i + 1]) != std::string_view::npos)
        continue;
      ++i;
      while (is_word && i + 1 < value.size() &&
             std::isalpha(static_cast<unsigned char>(value[i + 1])) != 0)
        ++i;
      continue;
    }
    const bool is_blank = static_cast<unsigned char>(sign) <= ' ';
    if (is_blank && (plain.empty() || plain.back() == ' ')) continue;
    plain += is_blank || sign == '~' ? ' ' : sign;
  }
  return std::string(trimmed(plain));
}

/// The place after the brace that closes the one at `open`; npos if none does.
size_t end_of_braces(std::string_view text, size_t open) {
  int depth = 0;
  for (size_t at = open; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
      continue;
    }
    if (text[at] == '{') ++depth;
    if (text[at] == '}' && --depth == 0) return at + 1;
  }
  return std::string_view::npos;
}

/// "author = {...}, year = 2020" by name in small letters.
std::map<std::string, std::string> fields_of(std::string_view body) {
  std::map<std::string, std::string> fields;
  while (!body.empty()) {
    const size_t equals = body.find('=');
    if (equals == std::string_view::npos) break;
    const std::string name = lower(trimmed(body.substr(0, equals)));
    body.remove_prefix(std::min(body.find_first_not_of(" \t\r\n", equals + 1), body.size()));
    size_t end = std::string_view::npos;
    if (body.starts_with('{')) end = end_of_braces(body, 0);
    if (body.starts_with('"')) {
      end = body.find('"', 1);
      if (end != std::string_view::npos) ++end;
    }
    end = std::min(body.find(',', end == std::string_view::npos ? 0 : end), body.size());
    std::string_view value = trimmed(body.substr(0, end));
    if (value.size() > 1 && value.starts_with('"') && value.ends_with('"'))
      value = value.substr(1, value.size() - 2);
    fields[name] = plain_value(value);
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return fields;
}

bool is_key(std::string_view key) {
  return !key.empty() && std::ranges::all_of(key, [](unsigned char sign) {
    return std::isalnum(sign) != 0 || sign == '-' || sign == ':' || sign == '_' || sign == '.';
  });
}

[[noreturn]] void throw_bad_entry(std::string_view text, size_t at, const std::string& where,
                                  std::string got, std::string expected) {
  const auto line =
      1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  throw core::BadData({.what = "no entry of BibTeX",
                       .got = std::move(got),
                       .expected = std::move(expected),
                       .where = fmt::format("{}:{}", where, line)});
}

Reference entry_of(std::string_view kind, std::string_view key, std::string_view whole,
                   std::string_view body) {
  auto fields = fields_of(body);
  Reference entry{.key = std::string(key),
                  .kind = lower(kind),
                  .author = fields["author"],
                  .title = fields["title"],
                  .year = fields["year"],
                  .bibtex = std::string(whole)};
  for (const char* name : {"journal", "booktitle", "publisher", "school", "howpublished", "url"})
    if (entry.venue.empty()) entry.venue = fields[name];
  return entry;
}

}  // namespace

std::vector<Reference> parse_bibtex(std::string_view input, const std::string& where) {
  const std::string valid = core::valid_utf8(input);
  const std::string_view text = valid;
  std::vector<Reference> entries;
  for (size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at)) {
    const size_t open = text.find('{', at);
    if (open == std::string_view::npos) return entries;
    const std::string kind = lower(trimmed(text.substr(at + 1, open - at - 1)));
    const size_t end = end_of_braces(text, open);
    if (end == std::string_view::npos)
      throw_bad_entry(text, at, where, "a brace that is not closed", "balanced braces");
    const std::string_view whole = text.substr(at, end - at);
    const std::string_view inside = text.substr(open + 1, end - open - 2);
    at = end;
    if (kind == "comment" || kind == "string" || kind == "preamble") continue;
    const size_t comma = std::min(inside.find(','), inside.size());
    const std::string_view key = trimmed(inside.substr(0, comma));
    if (!is_key(key) || !is_key(kind))
      throw_bad_entry(text, at - whole.size(), where,
                      fmt::format("@{}{{{}", kind, key.substr(0, 40)),
                      "@kind{key, ...}, the key of letters, digits and - : _ .");
    entries.push_back(
        entry_of(kind, key, whole, inside.substr(std::min(comma + 1, inside.size()))));
  }
  return entries;
}

}  // namespace pinna::report
