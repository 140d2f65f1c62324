#include "pinna/core/child_process.h"

#include <cerrno>
#include <cstdlib>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

constexpr const char* kParentVariable = "PINNA_PARENT_PID";

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

int status_of(int wait_status) {
  return WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : 128 + WTERMSIG(wait_status);
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& arguments,
                           const std::filesystem::path& log, const Environment& extra_environment)
    : pid_(-1) {
  Environment extra = extra_environment;
  extra.emplace_back(kParentVariable, std::to_string(::getpid()));
  std::vector<std::string> argument_texts = arguments;
  std::vector<std::string> variable_texts = environment_with(extra);

  // A process group of its own: Ctrl-C in the terminal reaches this process, which passes it on
  // once.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(),
                                   O_WRONLY | O_CREAT | O_APPEND, 0666);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  const int error =
      posix_spawn(&pid_, arguments.at(0).c_str(), &actions, &attributes,
                  pointers_to(argument_texts).data(), pointers_to(variable_texts).data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (error != 0) {
    pid_ = -1;
    errno = error;
    throw system_error("cannot start a program", arguments.at(0) + ", log " + log.string());
  }
}

ChildProcess::~ChildProcess() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

std::optional<int> ChildProcess::poll() {
  int wait_status = 0;
  if (pid_ < 0) return std::nullopt;
  const pid_t ended = ::waitpid(pid_, &wait_status, WNOHANG);
  if (ended < 0) throw system_error("cannot wait for a program", std::to_string(pid_));
  if (ended == 0) return std::nullopt;
  pid_ = -1;
  return status_of(wait_status);
}

void ChildProcess::interrupt() const {
  if (pid_ >= 0) ::kill(pid_, SIGINT);
}

void die_with_parent() {
  const char* parent = std::getenv(kParentVariable);
  if (!parent) return;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != static_cast<pid_t>(std::atol(parent))) ::_exit(128 + SIGKILL);
  ::unsetenv(kParentVariable);  // it names the parent of this process, not of its children
}

}  // namespace pinna::core
