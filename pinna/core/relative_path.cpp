#include "pinna/core/relative_path.h"

#include <algorithm>
#include <cctype>
#include <vector>

namespace pinna::core {
namespace {

constexpr size_t kMaxNameBytes = 4096;
constexpr size_t kMaxComponentBytes = 255;

std::vector<std::string_view> components(std::string_view name) {
  std::vector<std::string_view> parts;
  while (!name.empty()) {
    const size_t slash = std::min(name.find('/'), name.size());
    if (const std::string_view part = name.substr(0, slash); !part.empty() && part != ".")
      parts.push_back(part);
    name.remove_prefix(std::min(slash + 1, name.size()));
  }
  return parts;
}

}  // namespace

std::string relative_path_problem(std::string_view name) {
  if (name.empty()) return "it is empty";
  if (name.size() > kMaxNameBytes) return "it is too long";
  if (name.front() == '/') return "it is absolute";
  if (name.size() >= 2 && std::isalpha(static_cast<unsigned char>(name[0])) && name[1] == ':')
    return "it begins with a drive letter";
  for (const char c : name) {
    if (c == '\\') return "it has a backslash";
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return "it has a control character";
  }
  for (const std::string_view part : components(name)) {
    if (part == "..") return "it leaves the folder by '..'";
    if (part.size() > kMaxComponentBytes) return "it is too long";
  }
  return "";
}

std::string normal_relative_path(std::string_view name) {
  std::string path;
  for (const std::string_view part : components(name)) {
    if (!path.empty()) path += '/';
    path += part;
  }
  return path;
}

}  // namespace pinna::core
