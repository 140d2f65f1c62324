#include "pinna/evaluation/detector.h"

#include <utility>

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
  detector.decoding =
      read_of_classes<decoding::DecodingOptions>(metadata, "decoding", detector.labels.size());
  if (metadata.has("median_seconds")) {
    detector.median_seconds = metadata.value<std::vector<double>>("median_seconds");
    require_one_for_each(detector.median_seconds, detector.labels.size(), "median_seconds",
                         path.string());
  }
  if (metadata.has("hmms"))
    detector.hmms =
        read_of_classes<decoding::ActivityHmm>(metadata, "hmms", detector.labels.size());
  load_model(detector, file, path.string());
  return detector;
}

}  // namespace

events::FrameScores smoothed(const Detector& detector, events::FrameScores scores) {
  if (!detector.median_seconds.empty())
    scores = decoding::smoothed(scores, detector.median_seconds);
  return detector.hmms.empty() ? std::move(scores) : decoding::smoothed_by(detector.hmms, scores);
}

void save_detector(const Detector& detector, const std::filesystem::path& path) {
  core::SafeTensors file = network_file(detector, schema);
  file.metadata["decoding"] = json_of_classes(detector.decoding).dump();
  if (!detector.median_seconds.empty())
    file.metadata["median_seconds"] = nlohmann::ordered_json(detector.median_seconds).dump();
  if (!detector.hmms.empty()) file.metadata["hmms"] = json_of_classes(detector.hmms).dump();
  core::write_safetensors(path, file);
}

Detector load_detector(const std::filesystem::path& path) {
  return as_damage_of(path, [&] { return read_detector(path); });
}

}  // namespace pinna::evaluation
