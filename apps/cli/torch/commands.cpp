#include "apps/cli/torch/commands.h"

namespace pinna::cli {

Program pinna_torch_program() {
  return {.summary = "The commands of pinna that need a network",
          .groups = {},
          .commands = {commands_command()}};
}

}  // namespace pinna::cli
