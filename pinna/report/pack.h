// Everything that a course asks for, in one ZIP that has been looked at.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "pinna/report/machine_paths.h"
#include "pinna/report/preflight.h"
#include "pinna/runs/study_folder.h"

namespace pinna::report {

enum class IfUnready {
  discard,  ///< nothing is written where a check fails
  keep      ///< the ZIP is written all the same
};

struct PackOptions {
  std::string name = "";  ///< letters, digits, '-' and '_'
  std::string report_template = "coursework";
  /// The folder of `pinna inspect`; empty: case-study/ of the report's folder.
  std::filesystem::path case_study = {};
  std::vector<std::filesystem::path> code = {};
  std::filesystem::path output = {};  ///< empty: TEMPLATE_NAME.zip in the present folder
  IfUnready if_unready = IfUnready::discard;
  PreflightOptions preflight = {};
};

struct PackResult {
  std::filesystem::path file = {};
  bool written = false;
  int64_t num_files = 0;
  std::vector<std::string> left_out = {};  ///< of the code, with the reason
  std::vector<PreflightCheck> checks = {};

  bool is_ready() const;  ///< all checks passed
};

/// Packs STUDY/report/TEMPLATE, the study's recipes and results, and the code, as pack_layout.h
/// says; then opens the ZIP again for preflight(). The study is only read. What records of the tool
/// (recipes, results, outputs of the notebook) tell of this machine is renamed as without_machine
/// does; what the author wrote stays as it is. A ZIP that fails a check is written only if asked
/// for, and an older file of that name is then left alone. InvalidOptions for a name with other
/// signs; MissingInput if there is no report folder, case study or code.
PackResult pack_study(const runs::StudyFolder& study, const PackOptions& options);

/// The folders that a study's records name, and how they are renamed.
std::vector<NamedPlace> places_of(const runs::StudyFolder& study);

}  // namespace pinna::report
