#include "pinna/evaluation/classifier.h"

#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/options.h"
#include "pinna/core/safetensors.h"
#include "pinna/evaluation/network_metadata.h"
#include "pinna/features/feature.h"
#include "pinna/models/make_model.h"
#include "pinna/models/weights.h"

namespace pinna::evaluation {
namespace {

using nlohmann::ordered_json;

constexpr const char* kSchema = "pinna.classifier/2";
constexpr uint64_t kAnySeed = 0;  // initial weights are overwritten at once

template <class Options>
std::string json_text(const Options& options) {
  return core::to_json(core::to_config(options)).dump();
}

/// Files written before temperatures were have none.
double read_temperature(const NetworkMetadata& metadata, const std::string& where) {
  if (!metadata.has("temperature")) return 1;
  const auto temperature = metadata.value<double>("temperature");
  if (std::isfinite(temperature) && temperature > 0) return temperature;
  throw core::BadData({.what = "temperature of the probabilities",
                       .got = fmt::format("{}", temperature),
                       .expected = "a positive number",
                       .where = where});
}

Classifier read_classifier(const std::filesystem::path& path) {
  const core::SafeTensors file = core::read_safetensors(path);
  const NetworkMetadata metadata(file.metadata, path.string(), kSchema, "classifier");
  Classifier classifier{
      .labels = metadata.value<std::vector<std::string>>("labels"),
      .input = core::parse_options<data::ClipInputOptions>(metadata.table("input")),
      .feature = features::parse_feature(metadata.table("feature")),
      .statistics = {.mean = metadata.value<std::vector<float>>("mean"),
                     .deviation = metadata.value<std::vector<float>>("deviation")},
      .model_options = core::parse_options<models::ModelOptions>(metadata.table("model")),
      .evaluation = core::parse_options<EvaluationOptions>(metadata.table("evaluation")),
      .temperature = read_temperature(metadata, path.string()),
      .epoch = metadata.value<int64_t>("epoch")};
  if (models::detects_events(classifier.model_options))
    throw core::BadData({.what = "the network of a classifier",
                         .got = "one that detects events",
                         .expected = "one that classifies clips",
                         .where = path.string()});
  const auto feature = features::make_feature(classifier.feature);
  require_statistics(classifier.statistics, feature->num_bins(), path.string());
  classifier.model = models::make_model(
      classifier.model_options,
      {.in_channels = feature->num_channels(), .num_classes = std::ssize(classifier.labels)},
      kAnySeed);
  models::load_weights(*classifier.model, file, path.string());
  return classifier;
}

}  // namespace

core::SafeTensors to_safetensors(const Classifier& classifier) {
  core::SafeTensors file = models::weights_of(*classifier.model);
  file.metadata = {{"schema", kSchema},
                   {"labels", ordered_json(classifier.labels).dump()},
                   {"input", json_text(classifier.input)},
                   {"feature", json_text(classifier.feature)},
                   {"mean", ordered_json(classifier.statistics.mean).dump()},
                   {"deviation", ordered_json(classifier.statistics.deviation).dump()},
                   {"model", json_text(classifier.model_options)},
                   {"evaluation", json_text(classifier.evaluation)},
                   {"temperature", ordered_json(classifier.temperature).dump()},
                   {"epoch", std::to_string(classifier.epoch)}};
  return file;
}

void save_classifier(const Classifier& classifier, const std::filesystem::path& path) {
  core::write_safetensors(path, to_safetensors(classifier));
}

Classifier load_classifier(const std::filesystem::path& path) {
  try {
    return read_classifier(path);
  } catch (const core::InvalidOptions& error) {
    core::ErrorParts parts = error.parts();
    parts.where = path.string();
    throw core::BadData(std::move(parts));
  }
}

}  // namespace pinna::evaluation
