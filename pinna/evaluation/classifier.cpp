#include "pinna/evaluation/classifier.h"

#include <cmath>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/evaluation/network_file.h"

namespace pinna::evaluation {
namespace {

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

}  // namespace

Classifier classifier_from(const core::SafeTensors& file, const std::string& where) {
  const NetworkMetadata metadata(file.metadata, where, classifier_schema, "classifier");
  auto classifier = read_description<Classifier>(metadata);
  classifier.evaluation = core::parse_options<EvaluationOptions>(metadata.table("evaluation"));
  classifier.temperature = read_temperature(metadata, where);
  if (models::detects_events(classifier.model_options))
    throw core::BadData({.what = "the network of a classifier",
                         .got = "one that detects events",
                         .expected = "one that classifies clips",
                         .where = where});
  load_model(classifier, file, where);
  return classifier;
}

core::SafeTensors to_safetensors(const Classifier& classifier) {
  core::SafeTensors file = network_file(classifier, classifier_schema);
  file.metadata["evaluation"] = json_of(classifier.evaluation).dump();
  file.metadata["temperature"] = nlohmann::ordered_json(classifier.temperature).dump();
  return file;
}

void save_classifier(const Classifier& classifier, const std::filesystem::path& path) {
  core::write_safetensors(path, to_safetensors(classifier));
}

Classifier load_classifier(const std::filesystem::path& path) {
  return as_damage_of(path,
                      [&] { return classifier_from(core::read_safetensors(path), path.string()); });
}

}  // namespace pinna::evaluation
