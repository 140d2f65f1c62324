// Every command of `pinna` that needs no network, one source file each.
#pragma once

#include "apps/cli/command.h"

namespace pinna::cli {

Command data_describe_command();
Command data_audit_command();
Command data_get_command();
Command data_verify_command();
Command data_shortcuts_command();
Command data_activity_command();
Command data_synthesize_clips_command();
Command data_synthesize_soundscapes_command();
Command events_convert_command();
Command events_plot_command();
Command features_list_command();
Command features_explain_command();
Command features_compute_command();
Command features_extract_command();
Command features_plot_command();
Command features_bank_command();
Command features_invert_command();
Command metrics_clips_command();
Command metrics_compare_command();
Command metrics_events_command();
Command metrics_psds_command();
Command runs_ls_command();
Command runs_compare_command();
Command runs_watch_command();
Command runs_sync_command();
Command study_show_command();
Command study_compare_command();
Command study_page_command();
Command study_notebook_command();
Command report_command();
Command pack_command();
Command doctor_command();
Command completion_command();
Command version_command();

/// The program `pinna`: the commands above, and those of pinna-torch by name only.
Program pinna_program();

}  // namespace pinna::cli
