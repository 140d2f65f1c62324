#include "pinna/study/inspect_run.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/evaluation/detect_recording.h"
#include "pinna/features/feature.h"
#include "pinna/runs/inspection_record.h"
#include "pinna/runs/run_folder.h"
#include "pinna/study/recipe.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;

constexpr double longest_window_seconds = 2;
constexpr double smoothed_windows = 3;

template <class Variant>
std::string_view type_of(const Variant& options) {
  return std::visit([](const auto& chosen) { return chosen.type_name; }, options);
}

std::string name_of(const features::FeatureOptions& feature) {
  const auto channels = features::make_feature(feature)->channel_names();
  return channels.empty() ? std::string(type_of(feature))
                          : fmt::format("{}", fmt::join(channels, " + "));
}

std::string training_of(const Recipe& recipe) {
  std::string text;
  if (is_joint(recipe)) text += ", trained jointly";
  if (!recipe.transfer.from.empty()) text += ", begun with other layers";
  return text;
}

std::string method_of(const evaluation::Detector& detector) {
  std::string text =
      fmt::format("{} on {}", type_of(detector.model_options), name_of(detector.feature));
  if (detector.tagging) text += ", told tags";
  for (const decoding::ScoreStep& step : detector.steps) text += fmt::format(", {}", type_of(step));
  return text;
}

std::string method_of(const evaluation::WindowDetector& detector) {
  return fmt::format("{} on {}, windows of {:g} s", type_of(detector.classifier.model_options),
                     name_of(detector.classifier.feature), detector.windows.window_seconds);
}

bool is_told_labels(const evaluation::Detector& detector) {
  return (detector.tagging &&
          (!detector.tagging->classifier ||
           detector.tagging->options.source != evaluation::TagSource::predicted)) ||
         std::ranges::any_of(detector.others, is_told_labels);
}

void require_trained(const runs::RunFolder& run) {
  if (run.status() == runs::RunStatus::done) return;
  const std::string failure = run.failure();
  throw core::MissingInput({.what = "trained run",
                            .got = failure.empty() ? "one that is not trained to its end"
                                                   : fmt::format("one that failed: {}", failure),
                            .where = run.path().string(),
                            .fix = "continue it with pinna train --resume or pinna study run"});
}

Listener detector_of(const fs::path& model, const fs::path& run) {
  Listener listener{.network = evaluation::load_detector(model)};
  const auto& detector = std::get<evaluation::Detector>(listener.network);
  if (is_told_labels(detector))
    throw core::InvalidOptions({.what = "run to inspect a recording with",
                                .got = "a detector that is told labels of scenes",
                                .expected = "one that needs the sound alone",
                                .where = run.string(),
                                .fix = "leave it out: it is a ceiling or a control"});
  listener.method = method_of(detector);
  return listener;
}

Listener tagger_of(const fs::path& model, const TaggerOptions& options) {
  evaluation::WindowDetector detector{.classifier = evaluation::load_classifier(model)};
  detector.windows = {.window_seconds = options.window_seconds.value_or(
                          std::min(detector.classifier.input.clip_seconds, longest_window_seconds)),
                      .hop_seconds = options.hop_seconds};
  detector.decoding.assign(detector.classifier.labels.size(),
                           {.threshold = 0.5,
                            .low_threshold = 0.5,
                            .median_seconds = smoothed_windows * detector.windows.hop_seconds});
  return {.method = method_of(detector),
          .kind = runs::ViewKind::tagger,
          .network = std::move(detector)};
}

Listener window_detector_of(const fs::path& model) {
  evaluation::WindowDetector detector = evaluation::load_window_detector(model);
  return {.method = method_of(detector), .network = std::move(detector)};
}

/// The last names of the absolute path: .../STUDY/runs/ARM/RUN, or RUN alone.
struct RunPlace {
  std::string study = "";
  std::string arm = "";
  std::string run = "";

  /// The run's name, more of it with each of the levels 0, 1, 2.
  std::string name(int level) const {
    if (arm.empty()) return run;
    if (level == 0) return arm;
    return level == 1 ? fmt::format("{}-{}", arm, run) : fmt::format("{}-{}-{}", study, arm, run);
  }
};

RunPlace place_of(const fs::path& run) {
  fs::path path = fs::absolute(run).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  const fs::path arm = path.parent_path(), runs = arm.parent_path();
  if (runs.filename() != "runs") return {.run = path.filename().string()};
  return {.study = runs.parent_path().filename().string(),
          .arm = arm.filename().string(),
          .run = path.filename().string()};
}

std::string title_of(const RunPlace& place) {
  if (place.arm.empty()) return place.run;
  return fmt::format("{}, {}, {}", place.study, place.arm, place.run);
}

/// Signs that a view's name may not have become "_".
std::string as_view_name(std::string name) {
  for (char& sign : name)
    if (sign != '.' && !runs::is_view_name({&sign, 1})) sign = '_';
  return name;
}

}  // namespace

const evaluation::WindowDetector* Listener::tagger() const {
  return kind == runs::ViewKind::tagger ? std::get_if<evaluation::WindowDetector>(&network)
                                        : nullptr;
}

const std::vector<std::string>& Listener::labels() const {
  if (const auto* detector = std::get_if<evaluation::Detector>(&network)) return detector->labels;
  return std::get<evaluation::WindowDetector>(network).classifier.labels;
}

int64_t Listener::sample_rate() const {
  const auto* detector = std::get_if<evaluation::Detector>(&network);
  const features::FeatureOptions& feature =
      detector ? detector->feature
               : std::get<evaluation::WindowDetector>(network).classifier.feature;
  return features::make_feature(feature)->sample_rate();
}

std::vector<Listener> listeners_of(const fs::path& run, const std::string& name,
                                   const TaggerOptions& options) {
  core::check_options(options);
  const auto folder = runs::RunFolder::open(run);
  require_trained(folder);
  const Recipe recipe = parse_recipe(folder.recipe());
  std::vector<Listener> listeners;
  if (asks_windows(recipe))
    listeners.push_back(window_detector_of(folder.model_path()));
  else if (detects_events(recipe))
    listeners.push_back(detector_of(folder.model_path(), run));
  else
    listeners.push_back(tagger_of(folder.model_path(), options));
  if (is_joint(recipe)) {
    listeners.push_back(tagger_of(folder.tagger_path(), options));
    listeners.back().name = name + "-tagger";
  }
  listeners.front().name = name;
  for (Listener& listener : listeners) {
    listener.run = title_of(place_of(run));
    listener.method += training_of(recipe);
  }
  return listeners;
}

runs::ModelView view_of(const Listener& listener, const fs::path& recording) {
  evaluation::RecordingEvents heard = std::visit(
      [&](const auto& network) { return evaluation::detect_recording(network, recording); },
      listener.network);
  return {.name = listener.name,
          .run = listener.run,
          .method = listener.method,
          .kind = listener.kind,
          .window_seconds = listener.tagger() ? listener.tagger()->windows.window_seconds : 0,
          .scores = std::move(heard.scores),
          .events = std::move(heard.events)};
}

std::vector<std::string> view_names(const std::vector<fs::path>& runs) {
  std::vector<std::string> names(runs.size());
  for (int level = 0; level <= 2; ++level) {
    const std::vector<std::string> before = names;
    for (size_t i = 0; i < runs.size(); ++i)
      if (std::ranges::count(before, before[i]) > 1 || level == 0)
        names[i] = as_view_name(place_of(runs[i]).name(level));
  }
  std::vector<std::string> numbered = names;
  for (size_t i = 0; i < names.size(); ++i) {
    const auto earlier =
        std::count(names.begin(), names.begin() + static_cast<ptrdiff_t>(i), names[i]);
    if (earlier > 0) numbered[i] += fmt::format("-{}", earlier + 1);
  }
  return numbered;
}

}  // namespace pinna::study
