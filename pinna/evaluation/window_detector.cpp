#include "pinna/evaluation/window_detector.h"

#include "pinna/core/error.h"
#include "pinna/evaluation/network_file.h"
#include "pinna/evaluation/window_tagger.h"

namespace pinna::evaluation {

void save_window_detector(const WindowDetector& detector, const std::filesystem::path& path) {
  core::SafeTensors file = to_safetensors(detector.classifier);
  file.metadata["windows"] = json_of(detector.windows).dump();
  file.metadata["decoding"] = json_of_classes(detector.decoding).dump();
  core::write_safetensors(path, file);
}

WindowDetector load_window_detector(const std::filesystem::path& path) {
  return as_damage_of(path, [&] {
    const core::SafeTensors file = core::read_safetensors(path);
    WindowDetector detector{.classifier = classifier_from(file, path.string())};
    const NetworkMetadata metadata(file.metadata, path.string(), classifier_schema, "classifier");
    detector.windows = core::parse_options<WindowOptions>(metadata.table("windows"));
    detector.decoding = read_of_classes<decoding::DecodingOptions>(
        metadata, "decoding", detector.classifier.labels.size());
    return detector;
  });
}

RecordingEvents detect_recording(const WindowDetector& detector,
                                 const std::filesystem::path& file) {
  return decoded_recording(file, tag_windows(detector.classifier, detector.windows, file),
                           detector.decoding);
}

}  // namespace pinna::evaluation
