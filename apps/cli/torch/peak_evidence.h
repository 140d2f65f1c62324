// Where a classifier finds what speaks for the classes that it hears in a recording.
#pragma once

#include <filesystem>
#include <vector>

#include "pinna/report/inspection_page.h"
#include "pinna/runs/inspection_folder.h"

namespace pinna::cli {

/// Grad-CAM of the window in which each class that a tagger of the run hears is most probable, at
/// most four a tagger, as files of the case study's folder. Nothing for other runs.
std::vector<report::CaptionedPicture> draw_peak_evidence(const std::filesystem::path& run,
                                                         const runs::Inspection& inspection,
                                                         const runs::InspectionFolder& folder,
                                                         const std::filesystem::path& recording);

}  // namespace pinna::cli
