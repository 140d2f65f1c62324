// pinna completion SHELL
#include <algorithm>
#include <memory>

#include "apps/cli/commands.h"
#include "apps/cli/completion_script.h"
#include "apps/cli/network_program.h"
#include "apps/cli/option_values.h"
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/core/error.h"

namespace pinna::cli {
namespace {

/// The commands of pinna-torch with their options; none if it was not built.
std::vector<CommandNode> network_nodes() {
  try {
    std::vector<CommandNode> nodes;
    for (const auto& node : ask_network_program("commands").at("commands"))
      nodes.push_back({node.at("path"), node.at("summary"), node.at("options"), node.at("verbs")});
    return nodes;
  } catch (const core::Error& error) {
    spdlog::warn("options of network commands are left out: {}", error.what());
    return {};
  }
}

std::vector<CommandNode> all_nodes() {
  std::vector<CommandNode> nodes = CommandLine(pinna_program()).nodes();
  for (const CommandNode& network : network_nodes())
    for (CommandNode& node : nodes)
      if (node.path == network.path && network.verbs.empty()) node.options = network.options;
  return nodes;
}

Action configure(CLI::App& app) {
  auto shell = std::make_shared<Shell>(Shell::bash);
  add_word_option(app, "SHELL", *shell, "the shell")->required();
  return [shell](Console& console) {
    const std::string script = completion_script(*shell, all_nodes());
    console.report("completion", {{"shell", core::enum_name(*shell)}, {"script", script}}, script);
  };
}

}  // namespace

Command completion_command() {
  return {{"completion", "Prints a script that completes commands and options in a shell",
           "eval \"$(pinna completion bash)\""},
          configure};
}

}  // namespace pinna::cli
