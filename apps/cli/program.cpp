#include <algorithm>
#include <csignal>
#include <exception>
#include <new>
#include <system_error>
#include <utility>

#include "apps/cli/command_line.h"
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include "pinna/core/error.h"
#include "pinna/core/memory.h"

namespace pinna::cli {
namespace {

int fail(core::ErrorKind kind, const std::string& message) {
  spdlog::error("{}", message);
  return core::exit_code(kind);
}

/// Whether the first words name a command of another program.
bool is_elsewhere(const Program& program, const std::vector<std::string>& arguments) {
  const std::string line = fmt::format("{} ", fmt::join(arguments, " "));
  return std::any_of(program.commands.begin(), program.commands.end(), [&](const Command& command) {
    return !command.configure && line.starts_with(command.info.path + " ");
  });
}

/// Parses and runs; 0, or the exit code of a usage error.
int parse_and_run(const Program& program, std::vector<std::string> arguments) {
  if (is_elsewhere(program, arguments)) program.hand_over(arguments);
  CommandLine line(program);
  try {
    line.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    Console().print(line.chosen().help());
    return 0;
  } catch (const CLI::CallForVersion& version) {
    Console().print(version.what() + std::string("\n"));
    return 0;
  } catch (const CLI::ParseError& error) {
    return fail(core::ErrorKind::usage, usage_message(error, line.chosen()));
  }
  set_up_messages(line.verbosity());
  Console console(line.format(), line.verbosity());
  line.run(console);
  return 0;
}

}  // namespace

std::vector<std::string> arguments_of(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  if (!arguments.empty() && arguments.front() == "help") {
    arguments.erase(arguments.begin());
    arguments.push_back("--help");
  }
  return arguments;
}

int run_program(const Program& program, std::vector<std::string> arguments) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, not a death,
  std::signal(SIGXFSZ, SIG_IGN);  // and so is a limit on the size of files
  core::keep_memory_pages();
  set_up_messages(Verbosity::normal);
  try {
    return parse_and_run(program, std::move(arguments));
  } catch (const ClosedOutput&) {
    return 0;
  } catch (const core::Error& error) {
    return fail(error.kind(), error.what());
  } catch (const std::bad_alloc&) {
    return fail(core::ErrorKind::bug, "out of memory; use smaller input or fewer workers");
  } catch (const std::system_error& error) {
    return fail(core::ErrorKind::io, core::format_error({.what = error.what()}));
  } catch (const std::exception& error) {
    return fail(core::ErrorKind::bug, core::format_error({.what = "unexpected failure",
                                                          .got = error.what(),
                                                          .fix = "this is a bug in pinna"}));
  } catch (...) {
    return fail(core::ErrorKind::bug, "unexpected failure; this is a bug in pinna");
  }
}

}  // namespace pinna::cli
