// The program `pinna-torch`, which `pinna` executes for the commands that need a network.
#include "apps/cli/torch/commands.h"

#include "pinna/core/child_process.h"

int main(int argc, char** argv) {
  pinna::core::die_with_parent();
  return pinna::cli::run_program(pinna::cli::pinna_torch_program(),
                                 pinna::cli::arguments_of(argc, argv));
}
