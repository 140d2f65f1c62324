// Every failure of the library is one of these exceptions. A message says what is wrong, what was
// got, what was expected, where, and what to do, on one line. Libraries throw; only apps print.
#pragma once

#include <stdexcept>
#include <string>

namespace pinna::core {

/// What a caller can do about an error. The command line maps each kind to one exit code.
enum class ErrorKind {
  check_failed,   ///< a check or comparison came out negative (exit 1)
  usage,          ///< an option, recipe or call is wrong (exit 2)
  bad_data,       ///< a file exists but its content is damaged or unusable (exit 65)
  missing_input,  ///< a file or folder that was named does not exist (exit 66)
  bug,            ///< a broken promise inside the program (exit 70)
  io,             ///< the operating system refused to read or write (exit 74)
  interrupted,    ///< stopped on request after a clean checkpoint (exit 130)
};

/// The parts of a message; empty parts are left out of the text.
struct ErrorParts {
  std::string what;      ///< what is wrong: "n_mels", "cannot decode audio"
  std::string got;       ///< the offending value
  std::string expected;  ///< what would have been right
  std::string where;     ///< "recipe.toml:12:3", "clip.ogg: byte 4711"
  std::string fix;       ///< what to do about it
};

/// "what: got G, expected E (where); fix". Control characters become spaces.
std::string format_error(const ErrorParts& parts);

class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, ErrorParts parts);
  ErrorKind kind() const { return kind_; }
  const ErrorParts& parts() const { return parts_; }

 private:
  ErrorKind kind_;
  ErrorParts parts_;
};

struct CheckFailed : Error {
  explicit CheckFailed(ErrorParts parts) : Error(ErrorKind::check_failed, std::move(parts)) {}
};
struct InvalidOptions : Error {
  explicit InvalidOptions(ErrorParts parts) : Error(ErrorKind::usage, std::move(parts)) {}
};
struct BadData : Error {
  explicit BadData(ErrorParts parts) : Error(ErrorKind::bad_data, std::move(parts)) {}
};
struct MissingInput : Error {
  explicit MissingInput(ErrorParts parts) : Error(ErrorKind::missing_input, std::move(parts)) {}
};
struct IoError : Error {
  explicit IoError(ErrorParts parts) : Error(ErrorKind::io, std::move(parts)) {}
};
struct Bug : Error {
  explicit Bug(ErrorParts parts) : Error(ErrorKind::bug, std::move(parts)) {}
};
struct Interrupted : Error {
  explicit Interrupted(ErrorParts parts) : Error(ErrorKind::interrupted, std::move(parts)) {}
};

/// The process exit code of an error kind (docs/errors.md has the table).
int exit_code(ErrorKind kind);

/// IoError whose `got` is the text of the current `errno`.
IoError system_error(std::string what, std::string where, std::string fix = "");

}  // namespace pinna::core
