// The paper of a coursework: two methods, ways to combine them, one recording, from a study's
// folder and a case study.
#pragma once

#include <optional>
#include <string>

#include "pinna/report/discussion.h"
#include "pinna/report/paper.h"
#include "pinna/runs/inspection_folder.h"
#include "pinna/runs/study_folder.h"

namespace pinna::report {

/// What the course asks its students themselves.
std::vector<AuthorField> coursework_fields();

struct CourseworkMaterial {
  std::string author = "";
  Discussion discussion = {};
  std::optional<runs::InspectionFolder> case_study = std::nullopt;
};

/// Written tersely: the author's own words share the limit. MissingInput if the study was not
/// compared yet; InvalidOptions if none of its arms detects events.
Paper coursework_paper(const runs::StudyFolder& study, const CourseworkMaterial& material);

}  // namespace pinna::report
