// Where a classifier finds what speaks for the classes that it hears in a recording.
#pragma once

#include <filesystem>
#include <vector>

#include "pinna/report/inspection_page.h"
#include "pinna/runs/inspection_folder.h"
#include "pinna/study/inspect_run.h"

namespace pinna::cli {

/// Grad-CAM of the window in which each class that a tagger hears is most probable, of four classes
/// at most, as files of the case study's folder. `view`: what the tagger said of the recording.
std::vector<report::CaptionedPicture> draw_peak_evidence(const evaluation::WindowDetector& tagger,
                                                         const runs::ModelView& view,
                                                         const runs::InspectionFolder& folder,
                                                         const std::filesystem::path& recording);

}  // namespace pinna::cli
