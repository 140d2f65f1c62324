// A classifier that is moved along recordings, with what turns its scores into events, as one file.
#pragma once

#include <filesystem>
#include <vector>

#include "pinna/decoding/decode_events.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/detect_recording.h"
#include "pinna/evaluation/window_options.h"

namespace pinna::evaluation {

struct WindowDetector {
  Classifier classifier = {};
  WindowOptions windows = {};
  std::vector<decoding::DecodingOptions> decoding = {};  ///< one for each class
};

/// The classifier's file with more metadata.
void save_window_detector(const WindowDetector& detector, const std::filesystem::path& path);

/// MissingInput if the file is absent; BadData naming it if it is damaged or something else.
WindowDetector load_window_detector(const std::filesystem::path& path);

/// Decodes the file piece by piece. MissingInput or BadData naming it.
RecordingEvents detect_recording(const WindowDetector& detector, const std::filesystem::path& file);

}  // namespace pinna::evaluation
