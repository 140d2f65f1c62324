#include "pinna/evaluation/detector.h"

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

constexpr const char* schema = "pinna.detector/1";
constexpr uint64_t any_seed = 0;  // initial weights are overwritten at once

template <class Options>
ordered_json json_of(const Options& options) {
  return core::to_json(core::to_config(options));
}

std::vector<decoding::DecodingOptions> read_decoding(const NetworkMetadata& metadata,
                                                     size_t num_classes) {
  std::vector<decoding::DecodingOptions> decoding;
  for (const ordered_json& entry : metadata.json("decoding"))
    decoding.push_back(core::parse_options<decoding::DecodingOptions>(
        core::from_json(entry, metadata.where() + ": decoding")));
  if (decoding.size() != num_classes)
    throw core::BadData({.what = "decoding of a detector",
                         .got = fmt::format("{} classes", decoding.size()),
                         .expected = fmt::to_string(num_classes),
                         .where = metadata.where()});
  return decoding;
}

Detector read_detector(const std::filesystem::path& path) {
  const core::SafeTensors file = core::read_safetensors(path);
  const NetworkMetadata metadata(file.metadata, path.string(), schema, "detector");
  Detector detector{
      .labels = metadata.value<std::vector<std::string>>("labels"),
      .input = core::parse_options<data::ClipInputOptions>(metadata.table("input")),
      .feature = features::parse_feature(metadata.table("feature")),
      .statistics = {.mean = metadata.value<std::vector<float>>("mean"),
                     .deviation = metadata.value<std::vector<float>>("deviation")},
      .model_options = core::parse_options<models::ModelOptions>(metadata.table("model")),
      .epoch = metadata.value<int64_t>("epoch")};
  if (!models::detects_events(detector.model_options))
    throw core::BadData({.what = "the network of a detector",
                         .got = "one that classifies clips",
                         .expected = "one that detects events",
                         .where = path.string()});
  detector.decoding = read_decoding(metadata, detector.labels.size());
  const auto feature = features::make_feature(detector.feature);
  require_statistics(detector.statistics, feature->num_bins(), path.string());
  detector.model = models::make_model(
      detector.model_options,
      {.in_channels = feature->num_channels(), .num_classes = std::ssize(detector.labels)},
      any_seed);
  models::load_weights(*detector.model, file, path.string());
  return detector;
}

}  // namespace

void save_detector(const Detector& detector, const std::filesystem::path& path) {
  core::SafeTensors file = models::weights_of(*detector.model);
  ordered_json decoding = ordered_json::array();
  for (const decoding::DecodingOptions& options : detector.decoding)
    decoding.push_back(json_of(options));
  file.metadata = {{"schema", schema},
                   {"labels", ordered_json(detector.labels).dump()},
                   {"input", json_of(detector.input).dump()},
                   {"feature", json_of(detector.feature).dump()},
                   {"mean", ordered_json(detector.statistics.mean).dump()},
                   {"deviation", ordered_json(detector.statistics.deviation).dump()},
                   {"model", json_of(detector.model_options).dump()},
                   {"decoding", decoding.dump()},
                   {"epoch", std::to_string(detector.epoch)}};
  core::write_safetensors(path, file);
}

Detector load_detector(const std::filesystem::path& path) {
  try {
    return read_detector(path);
  } catch (const core::InvalidOptions& error) {
    core::ErrorParts parts = error.parts();
    parts.where = path.string();
    throw core::BadData(std::move(parts));
  }
}

}  // namespace pinna::evaluation
