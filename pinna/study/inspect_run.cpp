#include "pinna/study/inspect_run.h"

#include <algorithm>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/detect_recording.h"
#include "pinna/evaluation/detector.h"
#include "pinna/evaluation/window_detector.h"
#include "pinna/runs/inspection_folder.h"
#include "pinna/study/recipe.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;

/// What a tagger's windows are decoded with: no setting is chosen on labels here.
constexpr decoding::DecodingOptions tagger_decoding{
    .threshold = 0.5, .low_threshold = 0.5, .median_seconds = 0};

template <class Variant>
std::string_view type_of(const Variant& options) {
  return std::visit([](const auto& chosen) { return chosen.type_name; }, options);
}

std::string method_of(const Recipe& recipe) {
  if (combines(recipe)) return fmt::format("{} of trained networks", type_of(recipe.combine));
  std::string method = fmt::format("{} on {}", type_of(recipe.model), type_of(recipe.feature));
  if (is_joint(recipe)) method += ", trained jointly";
  if (is_told_tags(recipe)) method += ", told tags";
  if (!recipe.transfer.from.empty()) method += ", begun with other layers";
  return method;
}

runs::ModelView tagger_view(const fs::path& model, const fs::path& recording,
                            const evaluation::WindowOptions& windows) {
  evaluation::WindowDetector detector{.classifier = evaluation::load_classifier(model),
                                      .windows = windows};
  detector.decoding.assign(detector.classifier.labels.size(), tagger_decoding);
  evaluation::RecordingEvents heard = evaluation::detect_recording(detector, recording);
  return {.kind = runs::ViewKind::tagger,
          .window_seconds = windows.window_seconds,
          .scores = std::move(heard.scores),
          .events = std::move(heard.events)};
}

template <class AnyDetector>
runs::ModelView detector_view(const AnyDetector& detector, const fs::path& recording) {
  evaluation::RecordingEvents heard = evaluation::detect_recording(detector, recording);
  return {.kind = runs::ViewKind::detector,
          .scores = std::move(heard.scores),
          .events = std::move(heard.events)};
}

/// The last names of the absolute path: .../STUDY/runs/ARM/RUN, or RUN alone.
struct Place {
  std::string study = "";
  std::string arm = "";
  std::string run = "";
};

Place place_of(const fs::path& run) {
  fs::path path = fs::absolute(run).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  const fs::path arm = path.parent_path(), runs = arm.parent_path();
  if (runs.filename() != "runs") return {.run = path.filename().string()};
  return {.study = runs.parent_path().filename().string(),
          .arm = arm.filename().string(),
          .run = path.filename().string()};
}

}  // namespace

std::string run_title(const fs::path& run) {
  const Place place = place_of(run);
  if (place.arm.empty()) return place.run;
  return fmt::format("{}, {}, {}", place.study, place.arm, place.run);
}

std::string view_name_of(const fs::path& run) {
  const Place place = place_of(run);
  std::string name = place.arm.empty() ? place.run : place.arm;
  std::ranges::replace_if(
      name,
      [](char sign) {
        return sign != '.' && !runs::is_view_name({&sign, 1});
      },
      '_');
  return name;
}

std::vector<runs::ModelView> views_of_run(const runs::RunFolder& run, const std::string& name,
                                          const fs::path& recording,
                                          const evaluation::WindowOptions& windows) {
  const Recipe recipe = parse_recipe(run.recipe());
  core::require_file(run.model_path(), "network of the run",
                     "train it to its end: pinna train --resume, or pinna study run");
  std::vector<runs::ModelView> views;
  if (asks_windows(recipe))
    views.push_back(detector_view(evaluation::load_window_detector(run.model_path()), recording));
  else if (detects_events(recipe))
    views.push_back(detector_view(evaluation::load_detector(run.model_path()), recording));
  else
    views.push_back(tagger_view(run.model_path(), recording, windows));
  if (is_joint(recipe)) {
    views.push_back(tagger_view(run.tagger_path(), recording, windows));
    views.back().name = name + "-tagger";
  }
  views.front().name = name;
  for (runs::ModelView& view : views) {
    view.run = run_title(run.path());
    view.method = method_of(recipe);
  }
  return views;
}

}  // namespace pinna::study
