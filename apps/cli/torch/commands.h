// Every command of `pinna-torch`, one source file each.
#pragma once

#include "apps/cli/command.h"

namespace pinna::cli {

Command commands_command();

/// The program `pinna-torch`.
Program pinna_torch_program();

}  // namespace pinna::cli
