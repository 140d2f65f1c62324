// A trained detector of events as one file: weights and everything needed to feed them and to read
// their answers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pinna/data/clip_input.h"
#include "pinna/decoding/decode_events.h"
#include "pinna/decoding/score_steps.h"
#include "pinna/evaluation/tag_options.h"
#include "pinna/events/frame_scores.h"
#include "pinna/features/feature_options.h"
#include "pinna/features/statistics.h"
#include "pinna/models/model_options.h"

namespace pinna::models {
class Model;
}

namespace pinna::evaluation {

struct Classifier;

/// Tags that a detector is told of: whose, and how they are made.
struct Tagging {
  std::shared_ptr<Classifier> classifier = nullptr;  ///< null where the source is the reference
  TagOptions options = {};
};

/// From a recording to events: input, feature, statistics, network, names of the classes, what
/// happens to the scores, and how they become events.
struct Detector {
  std::vector<std::string> labels = {};
  data::ClipInputOptions input = {};
  features::FeatureOptions feature = {};
  features::BinStatistics statistics = {};
  models::ModelOptions model_options = {};
  std::optional<Tagging> tagging = std::nullopt;  ///< for conditions of the network and for gates
  std::vector<Detector> others = {};              ///< whose scores a stack weighs
  std::vector<decoding::ScoreStep> steps = {};    ///< in their order
  std::vector<decoding::DecodingOptions> decoding = {};  ///< one for each class
  int64_t epoch = 0;  ///< of training after which the weights were taken, from 1
  std::shared_ptr<models::Model> model = nullptr;
};

/// What the network said, after the detector's steps.
events::FrameScores after_steps(const Detector& detector, events::FrameScores scores,
                                const decoding::Surroundings& surroundings);

/// Weights as safetensors, the rest as JSON in the file's metadata.
void save_detector(const Detector& detector, const std::filesystem::path& path);

/// MissingInput if the file is absent; BadData naming it if it is damaged or no detector.
Detector load_detector(const std::filesystem::path& path);

}  // namespace pinna::evaluation
