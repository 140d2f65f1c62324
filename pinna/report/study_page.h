// The results of a study with several arms as a page of Markdown with its figures: what each arm
// came to, and which differences are real.
#pragma once

#include <filesystem>

#include "pinna/runs/study_folder.h"

namespace pinna::report {

/// Writes results.md and, in figures/, the pictures that it shows into `folder`. Nothing of it
/// depends on anything but the study's folder. MissingInput if the study was not compared yet;
/// BadData for damaged records.
void write_study_page(const runs::StudyFolder& study, const std::filesystem::path& folder);

}  // namespace pinna::report
