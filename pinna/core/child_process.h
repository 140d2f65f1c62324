// A program that runs beside this one and ends with it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

#include "pinna/core/environment_variables.h"

namespace pinna::core {

/// Starts without a shell, with an empty standard input; both outputs are appended to a log file.
/// The kernel kills the child if this process dies in any way, provided that the child calls
/// die_with_parent() when it starts.
class ChildProcess {
 public:
  using Environment = EnvironmentVariables;

  /// `arguments[0]` is a path; `extra_environment` is added to ours. IoError if it cannot be
  /// started.
  ChildProcess(const std::vector<std::string>& arguments, const std::filesystem::path& log,
               const Environment& extra_environment = {});
  /// Kills the child if it still runs.
  ~ChildProcess();
  ChildProcess(ChildProcess&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
  ChildProcess& operator=(ChildProcess&&) = delete;

  /// The exit status (128 + signal number after a signal) once the child has ended; does not wait.
  std::optional<int> poll();
  /// Asks the child to stop: SIGINT.
  void interrupt() const;

 private:
  pid_t pid_;
};

/// In a child: asks the kernel for SIGKILL when the parent that started it through ChildProcess is
/// gone, and exits at once if it already is. Does nothing in a process started otherwise.
void die_with_parent();

}  // namespace pinna::core
