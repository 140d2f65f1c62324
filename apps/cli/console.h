// Where a command's words go: data to standard output, messages to standard error.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "pinna/core/progress.h"

namespace pinna::cli {

enum class Verbosity { quiet, normal, verbose };

/// The reader of standard output has gone away: nothing more to do, and no failure.
struct ClosedOutput : std::runtime_error {
  ClosedOutput() : std::runtime_error("standard output was closed by its reader") {}
};

/// Sends spdlog to standard error, "pinna: message", coloured on a terminal unless NO_COLOR is set.
void set_up_messages(Verbosity verbosity);

class Console {
 public:
  enum class Format { text, json };

  Console() = default;
  Console(Format format, Verbosity verbosity) : format_(format), verbosity_(verbosity) {}

  /// The result of a command: `text` for people, or with --json `body` with
  /// "schema": "pinna.NAME/1" put first.
  void report(std::string_view name, const nlohmann::ordered_json& body, std::string_view text);

  /// Data as it is. IoError if it cannot be written, ClosedOutput if nobody reads it any more.
  void print(std::string_view text);

  /// A bar on a terminal, lines elsewhere, nothing with --quiet; on standard error.
  core::Progress progress(std::string title, int64_t total, int64_t already_done = 0) const;

 private:
  Format format_ = Format::text;
  Verbosity verbosity_ = Verbosity::normal;
};

}  // namespace pinna::cli
