#include "pinna/evaluation/detector.h"

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/evaluation/network_file.h"

namespace pinna::evaluation {
namespace {

constexpr const char* schema = "pinna.detector/1";

std::vector<decoding::DecodingOptions> read_decoding(const NetworkMetadata& metadata,
                                                     size_t num_classes) {
  std::vector<decoding::DecodingOptions> decoding;
  for (const nlohmann::ordered_json& entry : metadata.json("decoding"))
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
  auto detector = read_description<Detector>(metadata);
  if (!models::detects_events(detector.model_options))
    throw core::BadData({.what = "the network of a detector",
                         .got = "one that classifies clips",
                         .expected = "one that detects events",
                         .where = path.string()});
  detector.decoding = read_decoding(metadata, detector.labels.size());
  load_model(detector, file, path.string());
  return detector;
}

}  // namespace

void save_detector(const Detector& detector, const std::filesystem::path& path) {
  core::SafeTensors file = network_file(detector, schema);
  auto decoding = nlohmann::ordered_json::array();
  for (const decoding::DecodingOptions& options : detector.decoding)
    decoding.push_back(json_of(options));
  file.metadata["decoding"] = decoding.dump();
  core::write_safetensors(path, file);
}

Detector load_detector(const std::filesystem::path& path) {
  return as_damage_of(path, [&] { return read_detector(path); });
}

}  // namespace pinna::evaluation
