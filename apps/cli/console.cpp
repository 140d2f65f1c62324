#include "apps/cli/console.h"

#include <cerrno>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <utility>

#include <nlohmann/json.hpp>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include "pinna/core/error.h"

namespace pinna::cli {
namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value && *value;
}

spdlog::level::level_enum level_of(Verbosity verbosity) {
  switch (verbosity) {
    case Verbosity::quiet:
      return spdlog::level::err;
    case Verbosity::normal:
      return spdlog::level::info;
    case Verbosity::verbose:
      return spdlog::level::debug;
  }
  return spdlog::level::info;
}

}  // namespace

void set_up_messages(Verbosity verbosity) {
  auto sink = std::make_shared<spdlog::sinks::stderr_color_sink_mt>(
      is_set("NO_COLOR") ? spdlog::color_mode::never : spdlog::color_mode::automatic);
  sink->set_color(spdlog::level::info, sink->reset);
  auto logger = std::make_shared<spdlog::logger>("pinna", std::move(sink));
  logger->set_pattern("%^%n: %v%$");
  logger->set_level(level_of(verbosity));
  spdlog::set_default_logger(std::move(logger));
}

void Console::report(std::string_view name, const nlohmann::ordered_json& body,
                     std::string_view text) {
  if (format_ == Format::text) return print(text);
  nlohmann::ordered_json document = {{"schema", "pinna." + std::string(name) + "/1"}};
  document.update(body);
  // Names of files need not be UTF-8; JSON must be.
  print(document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

void Console::print(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EPIPE) throw ClosedOutput();
    if (written < 0) throw core::system_error("cannot write the result", "standard output");
    text.remove_prefix(static_cast<size_t>(written));
  }
}

core::Progress Console::progress(std::string title, int64_t total, int64_t already_done) const {
  using Style = core::Progress::Style;
  const Style style = verbosity_ == Verbosity::quiet ? Style::silent
                      : ::isatty(STDERR_FILENO)      ? Style::bar
                                                     : Style::lines;
  return {std::cerr, style, std::move(title), total, already_done};
}

}  // namespace pinna::cli
