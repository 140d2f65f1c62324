#include "apps/cli/commands.h"

#include "apps/cli/network_program.h"

namespace pinna::cli {

Program pinna_program() {
  Program program{
      .summary = "A machine-hearing workbench: audio features, networks and honest comparisons",
      .groups = {{"data", "Look at, check, fetch and make datasets"},
                 {"data synthesize", "Make clips that need no recording, and scenes of clips"},
                 {"events", "Lists of sound events: pictures, files of other programs"},
                 {"features", "What networks see: list, explain, compute and draw features"},
                 {"metrics", "Score and compare predictions"},
                 {"model", "Networks before they are trained"},
                 {"runs", "Trainings: list, compare, follow, look inside"},
                 {"study", "Many runs that belong together"}},
      .commands = {data_describe_command(),
                   data_audit_command(),
                   data_get_command(),
                   data_verify_command(),
                   data_shortcuts_command(),
                   data_activity_command(),
                   data_synthesize_clips_command(),
                   data_synthesize_soundscapes_command(),
                   events_convert_command(),
                   events_plot_command(),
                   features_list_command(),
                   features_explain_command(),
                   features_compute_command(),
                   features_extract_command(),
                   features_plot_command(),
                   features_bank_command(),
                   features_invert_command(),
                   metrics_clips_command(),
                   metrics_compare_command(),
                   metrics_events_command(),
                   metrics_psds_command(),
                   runs_ls_command(),
                   runs_compare_command(),
                   runs_watch_command(),
                   runs_sync_command(),
                   study_show_command(),
                   study_compare_command(),
                   study_page_command(),
                   study_notebook_command(),
                   report_command(),
                   pack_command(),
                   doctor_command(),
                   completion_command(),
                   version_command()},
      .hand_over = become_network_program};
  for (const CommandInfo& info : network_commands()) program.commands.push_back({info, nullptr});
  return program;
}

}  // namespace pinna::cli
