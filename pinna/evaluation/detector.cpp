#include "pinna/evaluation/detector.h"

#include "pinna/core/error.h"
#include "pinna/evaluation/network_file.h"

namespace pinna::evaluation {
namespace {

constexpr const char* schema = "pinna.detector/1";

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
  file.metadata["decoding"] = decoding_json(detector.decoding).dump();
  core::write_safetensors(path, file);
}

Detector load_detector(const std::filesystem::path& path) {
  return as_damage_of(path, [&] { return read_detector(path); });
}

}  // namespace pinna::evaluation
