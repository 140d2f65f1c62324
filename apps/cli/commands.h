// Every command of `pinna` that needs no network, one source file each.
#pragma once

#include "apps/cli/command.h"

namespace pinna::cli {

Command completion_command();
Command study_show_command();
Command version_command();

/// The program `pinna`: the commands above, and those of pinna-torch by name only.
Program pinna_program();

}  // namespace pinna::cli
