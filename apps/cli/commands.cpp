#include "apps/cli/commands.h"

#include "apps/cli/network_program.h"

namespace pinna::cli {

Program pinna_program() {
  Program program{
      .summary = "A machine-hearing workbench: audio features, networks and honest comparisons",
      .groups = {{"study", "Many runs that belong together"}},
      .commands = {completion_command(), study_show_command(), version_command()},
      .hand_over = become_network_program};
  for (const CommandInfo& info : network_commands()) program.commands.push_back({info, nullptr});
  return program;
}

}  // namespace pinna::cli
