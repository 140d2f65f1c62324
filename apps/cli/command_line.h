// The CLI11 tree of a program.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "apps/cli/command.h"
#include <CLI/CLI.hpp>

namespace pinna::cli {

/// One node of the tree as plain data, for shell completion.
struct CommandNode {
  std::string path;  ///< "", "data", "data describe"
  std::string summary;
  std::vector<std::string> options;  ///< "--json", "-o", ...
  std::vector<std::string> verbs;    ///< names of the nodes below
};

class CommandLine {
 public:
  explicit CommandLine(const Program& program);

  /// Parses what follows the program's name; no words at all ask for help. Help, version and usage
  /// errors arrive as CLI::ParseError.
  void parse(std::vector<std::string> arguments);

  /// The innermost command that was named; the root if none was.
  const CLI::App& chosen() const;
  /// Runs the chosen command.
  void run(Console& console) const;
  Console::Format format() const { return json_ ? Console::Format::json : Console::Format::text; }
  Verbosity verbosity() const;

  /// All nodes, the root first, parents before their children.
  std::vector<CommandNode> nodes() const;

 private:
  CLI::App& add_node(const std::string& path, const std::string& summary,
                     const std::string& example);
  void add(const Command& command);

  CLI::App root_;
  std::map<const CLI::App*, Action> actions_;
  bool json_ = false;
  bool quiet_ = false;
  bool verbose_ = false;
};

/// "pinna data describe" for a node of the tree.
std::string full_name(const CLI::App& app);

/// One line for a usage error: what is wrong, the nearest known word, where to read on.
std::string usage_message(const CLI::ParseError& error, const CLI::App& chosen);

}  // namespace pinna::cli
