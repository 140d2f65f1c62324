// The page of a case study: one file with player, time line, disagreements and scores, which works
// from disk without a network.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "pinna/report/feature_panel.h"
#include "pinna/runs/inspection.h"
#include "pinna/runs/inspection_scores.h"

namespace pinna::report {

struct CaptionedPicture {
  std::filesystem::path png = {};
  std::string caption = "";  ///< plain text
};

/// What the page shows and plays besides the inspection's own text and numbers.
struct InspectionPictures {
  FeaturePanel spectrogram = {};                ///< of the whole recording, rows over frequency
  std::filesystem::path recording = {};         ///< played as it is, or as a smaller copy
  std::vector<CaptionedPicture> pictures = {};  ///< below the tables; larger ones than 4 MB are not
  int64_t max_audio_bytes = int64_t{12} << 20;
};

/// The page's HTML. `scores` are those of views that there is a reference for, or empty.
/// InvalidOptions for a spectrogram that is no picture and a recording without length; MissingInput
/// and BadData for a recording that cannot be read.
std::string inspection_page(const runs::Inspection& inspection,
                            const std::vector<runs::Disagreement>& disagreements,
                            const std::vector<runs::ViewScores>& scores,
                            const InspectionPictures& pictures);

}  // namespace pinna::report
