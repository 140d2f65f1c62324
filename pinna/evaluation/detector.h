// A trained detector of events as one file: weights and everything needed to feed them and to read
// their answers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "pinna/data/clip_input.h"
#include "pinna/decoding/activity_hmm.h"
#include "pinna/decoding/decode_events.h"
#include "pinna/events/frame_scores.h"
#include "pinna/features/feature_options.h"
#include "pinna/features/statistics.h"
#include "pinna/models/model_options.h"

namespace pinna::models {
class Model;
}

namespace pinna::evaluation {

/// From a recording to events: input, feature, statistics, network, names of the classes, what
/// smooths the scores of each, and how they become events.
struct Detector {
  std::vector<std::string> labels = {};
  data::ClipInputOptions input = {};
  features::FeatureOptions feature = {};
  features::BinStatistics statistics = {};
  models::ModelOptions model_options = {};
  /// Smooth the scores, one entry for each class or none at all: running medians, then HMMs.
  std::vector<double> median_seconds = {};
  std::vector<decoding::ActivityHmm> hmms = {};
  std::vector<decoding::DecodingOptions> decoding = {};  ///< one for each class
  int64_t epoch = 0;  ///< of training after which the weights were taken, from 1
  std::shared_ptr<models::Model> model = nullptr;
};

/// What the network said, smoothed as the detector does.
events::FrameScores smoothed(const Detector& detector, events::FrameScores scores);

/// Weights as safetensors, the rest as JSON in the file's metadata.
void save_detector(const Detector& detector, const std::filesystem::path& path);

/// MissingInput if the file is absent; BadData naming it if it is damaged or no detector.
Detector load_detector(const std::filesystem::path& path);

}  // namespace pinna::evaluation
