// The page of a case study: one file that plays the recording under a moving cursor, with
// everything that the networks hear in it on one time line. It works from disk, without a network.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "pinna/report/feature_panel.h"
#include "pinna/runs/inspection.h"

namespace pinna::report {

/// A picture that is on disk already.
struct CaptionedFile {
  std::filesystem::path file = {};
  std::string caption = "";  ///< plain text
  double second = 0;         ///< where in the recording it begins
};

struct InspectionPictures {
  FeaturePanel spectrogram = {};         ///< a picture
  std::filesystem::path recording = {};  ///< the recording's file
  std::vector<CaptionedFile> evidence = {};
  /// A larger file is played from a copy with one channel in Ogg Vorbis; so is one of a kind that
  /// browsers do not play. The page says so.
  int64_t max_audio_bytes = int64_t{12} << 20;
};

/// Script and style are inside and allowed by their hash; nothing else can run, nothing is loaded.
/// Lanes are those of labels with an event in any view or the reference, or a score of 0.3 in the
/// view itself. MissingInput, BadData or IoError for files that cannot be read; InvalidOptions for
/// a spectrogram that is no picture.
std::string inspection_page(const runs::Inspection& inspection, const InspectionPictures& pictures);

}  // namespace pinna::report
