// A trained classifier as one file: weights and everything needed to feed them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "pinna/core/safetensors.h"
#include "pinna/data/clip_input.h"
#include "pinna/evaluation/evaluation_options.h"
#include "pinna/features/feature_options.h"
#include "pinna/features/statistics.h"
#include "pinna/models/model_options.h"

namespace pinna::models {
class Model;
}

namespace pinna::evaluation {

/// What the metadata of a classifier's file names as its schema.
inline constexpr const char* classifier_schema = "pinna.classifier/2";

/// From a recording to class scores: input, feature, statistics, network and the names of the
/// classes.
struct Classifier {
  std::vector<std::string> labels = {};
  data::ClipInputOptions input = {};
  features::FeatureOptions feature = {};
  features::BinStatistics statistics = {};
  models::ModelOptions model_options = {};
  EvaluationOptions evaluation = {};
  /// Divides the logits before they become probabilities (metrics/temperature.h); 1: none was
  /// fitted.
  double temperature = 1;
  int64_t epoch = 0;  ///< of training after which the weights were taken, from 1
  std::shared_ptr<models::Model> model = nullptr;
};

/// What save_classifier writes.
core::SafeTensors to_safetensors(const Classifier& classifier);
/// The inverse; InvalidOptions for options that make no sense, else as load_classifier().
Classifier classifier_from(const core::SafeTensors& file, const std::string& where);

/// Tensors carry torchvision's names alone; the rest is JSON in the file's metadata, so that other
/// programs load the weights as they are.
void save_classifier(const Classifier& classifier, const std::filesystem::path& path);

/// MissingInput if the file is absent; BadData naming it if it is damaged or no classifier.
Classifier load_classifier(const std::filesystem::path& path);

}  // namespace pinna::evaluation
