// The paper of a coursework: two methods, ways to combine them, one recording, from a study's
// folder and a case study.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pinna/report/discussion.h"
#include "pinna/report/paper.h"
#include "pinna/runs/inspection_folder.h"
#include "pinna/runs/study_folder.h"

namespace pinna::report {

/// What the course asks its students themselves.
std::vector<AuthorField> coursework_fields();

/// The scenes as they lie now, where they could be read.
struct SceneFacts {
  std::string source = "";   ///< name of the clips' data set
  std::string licence = "";  ///< as that data set states it
  double scene_seconds = 0;
  std::vector<std::string> labels = {};
};

struct CourseworkMaterial {
  std::string author = "";
  std::string title = "";  ///< empty: the template's
  Discussion discussion = {};
  std::optional<SceneFacts> scenes = std::nullopt;
  std::optional<runs::InspectionFolder> case_study = std::nullopt;
  std::vector<Reference> own_references = {};
};

/// Written tersely: the author's own words share the limit. MissingInput if the study was not
/// compared yet; InvalidOptions if none of its arms detects events.
Paper coursework_paper(const runs::StudyFolder& study, const CourseworkMaterial& material);

}  // namespace pinna::report
