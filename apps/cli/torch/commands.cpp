#include "apps/cli/torch/commands.h"

namespace pinna::cli {

Program pinna_torch_program() {
  return {.summary = "The commands of pinna that need a network",
          .groups = {{"data", "Clips as networks are given them"},
                     {"model", "Networks before they are trained"},
                     {"runs", "Look into trained networks"},
                     {"study", "Many runs that belong together"}},
          .commands = {commands_command(), train_command(), evaluate_command(), predict_command(),
                       inspect_command(), export_command(), data_preview_command(),
                       model_describe_command(), runs_explain_command(), runs_embed_command(),
                       study_run_command(), torch_version_command()}};
}

}  // namespace pinna::cli
