// The commands that need LibTorch live in a second program, pinna-torch, so that all others start
// without loading it. `pinna` becomes that program when one of them is named, as git does.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "apps/cli/command.h"
#include <nlohmann/json_fwd.hpp>

namespace pinna::cli {

/// How the commands of pinna-torch appear in the help of both programs.
const std::vector<CommandInfo>& network_commands();
/// The row of that list with this path; Bug if there is none.
const CommandInfo& network_command(const std::string& path);

/// pinna-torch beside this program. MissingInput that says how to build it if it is not there.
std::filesystem::path network_program();

/// What `pinna-torch COMMAND --json` says. MissingInput if it was not built, IoError with its first
/// line of error if it does not run (a library is missing, say).
nlohmann::ordered_json ask_network_program(const std::string& command);

/// Replaces this process with pinna-torch; returns only by an exception.
[[noreturn]] void become_network_program(const std::vector<std::string>& arguments);

}  // namespace pinna::cli
