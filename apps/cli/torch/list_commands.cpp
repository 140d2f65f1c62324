// pinna-torch commands: the tree of its commands, for `pinna completion`.
#include "apps/cli/command_line.h"
#include "apps/cli/torch/commands.h"
#include <nlohmann/json.hpp>

namespace pinna::cli {
namespace {

Action configure(CLI::App&) {
  return [](Console& console) {
    nlohmann::ordered_json commands = nlohmann::ordered_json::array();
    std::string text;
    for (const CommandNode& node : CommandLine(pinna_torch_program()).nodes()) {
      commands.push_back({{"path", node.path},
                          {"summary", node.summary},
                          {"options", node.options},
                          {"verbs", node.verbs}});
      if (node.verbs.empty()) text += node.path + "\n";
    }
    console.report("torch.commands", {{"commands", std::move(commands)}}, text);
  };
}

}  // namespace

Command commands_command() {
  return {{"commands", "Lists the commands of this program", "pinna-torch commands --json"},
          configure};
}

}  // namespace pinna::cli
