// What a subcommand is, and what a program made of them is.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "apps/cli/console.h"

namespace CLI {
class App;
}

namespace pinna::cli {

/// Does the work of a parsed command. Returns on success, throws core::Error otherwise.
using Action = std::function<void(Console&)>;

/// How a command appears in help, before it is configured.
struct CommandInfo {
  std::string path;     ///< "data describe": nouns and a verb, or a verb alone
  std::string summary;  ///< one sentence without a full stop
  std::string example;  ///< a complete command line, the first thing that -h shows
};

struct Command {
  CommandInfo info;
  /// Adds the arguments to `app` and returns what reads them after parsing. Null for a command of
  /// another program, which help lists and Program::hand_over runs.
  Action (*configure)(CLI::App& app);
};

/// A noun with its verbs.
struct CommandGroup {
  std::string path;  ///< "data"; parents before their children
  std::string summary;
};

struct Program {
  std::string summary;
  std::vector<CommandGroup> groups;
  std::vector<Command> commands;
  /// Runs a command of another program, given all arguments, and does not return.
  void (*hand_over)(const std::vector<std::string>& arguments) = nullptr;
};

/// What follows the program's name; "help data get" becomes "data get --help".
std::vector<std::string> arguments_of(int argc, char** argv);

/// Parses the arguments, runs the chosen command and returns the process's exit code: 0, or that of
/// core::exit_code for the error, whose message is one line on standard error.
int run_program(const Program& program, std::vector<std::string> arguments);

}  // namespace pinna::cli
