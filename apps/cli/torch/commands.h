// Every command of `pinna-torch`, one source file each.
#pragma once

#include "apps/cli/command.h"

namespace pinna::cli {

Command commands_command();
Command data_preview_command();
Command model_describe_command();
Command evaluate_command();
Command inspect_command();
Command export_command();
Command predict_command();
Command runs_embed_command();
Command runs_explain_command();
Command study_run_command();
Command torch_version_command();
Command train_command();

/// The program `pinna-torch`.
Program pinna_torch_program();

}  // namespace pinna::cli
