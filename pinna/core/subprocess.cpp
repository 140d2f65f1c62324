#include "pinna/core/subprocess.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int value = -1) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Descriptor() { close(); }
  int get() const { return value_; }
  void close() {
    if (value_ >= 0) ::close(std::exchange(value_, -1));
  }

 private:
  int value_;
};

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw system_error("cannot make a pipe", "");
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

/// The input as a file in memory: unlike a pipe it can neither fill up nor break.
Descriptor file_in_memory(std::string_view content) {
  Descriptor file(::memfd_create("standard-input", MFD_CLOEXEC));
  if (file.get() < 0) throw system_error("cannot hold the input of a program", "");
  while (!content.empty()) {
    const ssize_t count = ::write(file.get(), content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw system_error("cannot hold the input of a program", "");
    content.remove_prefix(static_cast<size_t>(count));
  }
  ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

/// As C wants lists of strings.
std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

pid_t spawn(const std::vector<std::string>& arguments, const EnvironmentVariables& extra, int in,
            int out, int err, const std::string& fix) {
  const std::vector<std::string> variables = environment_with(extra);
  const std::vector<char*> argv = pointers_to(arguments), envp = pointers_to(variables);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
  pid_t child = 0;
  errno = ::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), envp.data());
  posix_spawn_file_actions_destroy(&actions);
  if (errno != 0) throw system_error("cannot run " + arguments[0], "", fix);
  return child;
}

/// Reads what is there; false at the end.
bool read_some(int descriptor, std::string& text) {
  std::array<char, 1 << 16> buffer;
  const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
  if (count > 0) text.append(buffer.data(), static_cast<size_t>(count));
  return count > 0 || (count < 0 && errno == EINTR);
}

/// What a program must not exceed.
struct Limits {
  size_t bytes;
  double seconds;
};
enum class Drained { to_the_end, too_much, too_slowly };

/// Reads both pipes to their ends, or until a limit is passed.
Drained drain(Pipe& output, Pipe& errors, ProcessResult& result, const Limits& limits) {
  using Clock = std::chrono::steady_clock;
  constexpr double longest_wait_ms = 60'000;
  const Clock::time_point start = Clock::now();
  std::array<pollfd, 2> waiting{pollfd{output.read_end.get(), POLLIN, 0},
                                pollfd{errors.read_end.get(), POLLIN, 0}};
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    const std::chrono::duration<double> passed = Clock::now() - start;
    const double left = limits.seconds - passed.count();
    if (left <= 0) return Drained::too_slowly;
    const int wait_ms = static_cast<int>(std::ceil(std::min(1000 * left, longest_wait_ms)));
    if (::poll(waiting.data(), waiting.size(), wait_ms) < 0) {
      if (errno == EINTR) continue;
      throw system_error("cannot wait for a program", "");
    }
    if (waiting[0].revents && !read_some(waiting[0].fd, result.output)) waiting[0].fd = -1;
    if (waiting[1].revents && !read_some(waiting[1].fd, result.errors)) waiting[1].fd = -1;
    if (result.output.size() + result.errors.size() > limits.bytes) return Drained::too_much;
  }
  return Drained::to_the_end;
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

ProcessResult run_program(const std::vector<std::string>& arguments, std::string_view input,
                          std::string fix, int64_t max_output_bytes, double max_seconds,
                          const EnvironmentVariables& extra_environment) {
  Pipe output = make_pipe();
  Pipe errors = make_pipe();
  const Descriptor in = file_in_memory(input);
  const pid_t child = spawn(arguments, extra_environment, in.get(), output.write_end.get(),
                            errors.write_end.get(), fix);
  output.write_end.close();
  errors.write_end.close();

  ProcessResult result;
  const Drained drained =
      drain(output, errors, result, {static_cast<size_t>(max_output_bytes), max_seconds});
  if (drained != Drained::to_the_end) ::kill(child, SIGKILL);
  result.exit_status = wait_for(child);
  if (drained == Drained::too_much)
    throw IoError({.what = "output of " + arguments[0],
                   .got = fmt::format("more than {} bytes", max_output_bytes),
                   .expected = "less",
                   .fix = fix});
  if (drained == Drained::too_slowly)
    throw IoError({.what = arguments[0] + " was stopped",
                   .got = fmt::format("no end after {:g} s", max_seconds),
                   .expected = "less time",
                   .fix = fix});
  return result;
}

}  // namespace pinna::core
