#include "pinna/core/error.h"

#include <cerrno>
#include <cstring>
#include <utility>

namespace pinna::core {
namespace {

std::string on_one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return text;
}

}  // namespace

std::string format_error(const ErrorParts& parts) {
  std::string text = parts.what;
  if (!parts.got.empty()) text += ": got " + parts.got;
  if (!parts.expected.empty())
    text += (parts.got.empty() ? ": expected " : ", expected ") + parts.expected;
  if (!parts.where.empty()) text += " (" + parts.where + ")";
  if (!parts.fix.empty()) text += "; " + parts.fix;
  return on_one_line(std::move(text));
}

Error::Error(ErrorKind kind, ErrorParts parts)
    : std::runtime_error(format_error(parts)), kind_(kind), parts_(std::move(parts)) {}

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::check_failed:
      return 1;
    case ErrorKind::usage:
      return 2;
    case ErrorKind::bad_data:
      return 65;
    case ErrorKind::missing_input:
      return 66;
    case ErrorKind::bug:
      return 70;
    case ErrorKind::io:
      return 74;
    case ErrorKind::interrupted:
      return 130;
  }
  return 70;
}

IoError system_error(std::string what, std::string where, std::string fix) {
  return IoError({.what = std::move(what),
                  .got = std::strerror(errno),
                  .expected = "",
                  .where = std::move(where),
                  .fix = std::move(fix)});
}

}  // namespace pinna::core
