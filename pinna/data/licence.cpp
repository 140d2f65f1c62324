#include "pinna/data/licence.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>
#include <system_error>

#include "pinna/core/files.h"

namespace pinna::data {
namespace {

constexpr int64_t max_licence_bytes = int64_t{1} << 22;
constexpr size_t max_sentence_length = 300;

bool names_licence(std::string_view line) {
  constexpr std::array<std::string_view, 8> marks{
      "Creative Commons", "CC BY",          "CC-BY",         "CC0",
      "MIT License",      "Apache License", "Public Domain", "GNU General Public"};
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) {
    return line.find(mark) != std::string_view::npos;
  });
}

/// Drops Markdown: heading and list marks, emphasis, and the addresses of links.
std::string plain_text(std::string_view line) {
  std::string text;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line.substr(i, 2) == "](") {
      const size_t end = line.find(')', i);
      if (end == std::string_view::npos) break;
      i = end;
    } else if (line[i] != '[' && line[i] != '*' && line[i] != '`' && line[i] != '\r') {
      text += line[i];
    }
  }
  text.erase(0, text.find_first_not_of("#-> \t"));
  if (text.size() > max_sentence_length) text.resize(max_sentence_length);
  return text;
}

}  // namespace

std::string find_licence(const std::filesystem::path& root) {
  std::error_code ignored;
  for (const std::string_view name :
       {"LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "LICENCE.md", "LICENCE.txt", "README.md",
        "README", "README.txt"}) {
    if (!std::filesystem::is_regular_file(root / name, ignored)) continue;
    std::istringstream lines(core::read_file(root / name, max_licence_bytes));
    for (std::string line; std::getline(lines, line);)
      if (names_licence(line)) return plain_text(line);
  }
  return "";
}

}  // namespace pinna::data
