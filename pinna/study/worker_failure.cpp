#include "pinna/study/worker_failure.h"

#include <string>

#include <fmt/format.h>

#include "pinna/core/files.h"

namespace pinna::study {
namespace {

using core::ErrorKind;

ErrorKind kind_of(int exit_status) {
  for (const ErrorKind kind : {ErrorKind::check_failed, ErrorKind::usage, ErrorKind::bad_data,
                               ErrorKind::missing_input, ErrorKind::io})
    if (core::exit_code(kind) == exit_status) return kind;
  return ErrorKind::bug;
}

std::string last_line(const std::filesystem::path& log) {
  std::string text = std::filesystem::exists(log) ? core::read_file(log) : std::string();
  while (text.ends_with('\n')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

}  // namespace

core::Error worker_failure(std::string_view what, int exit_status,
                           const std::filesystem::path& log) {
  std::string line = last_line(log);
  if (line.empty()) line = fmt::format("exit status {}", exit_status);
  return {kind_of(exit_status),
          {.what = fmt::format("{} failed: {}", what, line),
           .where = log.string(),
           .fix = "mend the cause and give the same command again"}};
}

}  // namespace pinna::study
