// What papers of courses say about data that no run folder holds: read from the data set itself.
#pragma once

#include <optional>
#include <vector>

#include "pinna/report/coursework_paper.h"
#include "pinna/report/findings.h"
#include "pinna/report/practical_paper.h"

namespace pinna::cli {

enum class Audit {
  none,
  all_clips  ///< decodes them all
};

/// Empty, with a warning, where the data set cannot be read any more.
std::optional<report::DatasetFacts> dataset_facts(const report::Findings& findings, Audit audit);
std::optional<report::SceneFacts> scene_facts(const core::ConfigTable& study);

/// One clip as every feature of the study sees it, what window and bank do, and clips of the
/// classes. Fewer, with a warning, where the data set cannot be read any more.
std::vector<report::PaperFigure> feature_figures(const report::Findings& findings);

/// What classifiers reach that know but one thing; none where the data set cannot be read.
report::Shortcuts shortcuts_beside(report::Findings& findings);

}  // namespace pinna::cli
