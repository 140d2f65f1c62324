#include "pinna/study/train_combination.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/evaluation/detector.h"
#include "pinna/evaluation/scene_tags.h"
#include "pinna/evaluation/score_scenes.h"
#include "pinna/evaluation/tune_decoding.h"
#include "pinna/evaluation/window_detector.h"
#include "pinna/evaluation/window_tagger.h"
#include "pinna/models/compat.h"
#include "pinna/study/arms/choose_step.h"
#include "pinna/study/parts.h"
#include "pinna/study/tagging.h"

namespace pinna::study {
namespace {

void require_same_labels(std::vector<std::string> labels, std::vector<std::string> wanted,
                         const std::string& where) {
  std::sort(labels.begin(), labels.end());
  std::sort(wanted.begin(), wanted.end());
  if (labels != wanted)
    throw core::InvalidOptions({.what = "classes of a run to combine",
                                .got = fmt::format("{}", fmt::join(labels, ", ")),
                                .expected = fmt::format("{}", fmt::join(wanted, ", ")),
                                .where = where});
}

events::EventTable events_of(const RunData& data, const std::vector<int64_t>& scenes) {
  events::EventTable table;
  for (const int64_t scene : scenes) {
    const std::string& name = data.table.clip(scene).id;
    table[name] = data.events.at(name);
  }
  return table;
}

struct Combine {
  const runs::RunFolder& run;
  const Recipe& recipe;
  const RunData& data;

  std::filesystem::path network(std::string_view key) const {
    const Part part = part_of(recipe, key);
    return network_of(part, open_part(part, recipe, run.path()));
  }

  void operator()(const NoCombination&) const {}

  void operator()(const WindowCombination& options) const {
    const std::filesystem::path file = network("combine.tagger");
    evaluation::WindowDetector detector{.classifier = evaluation::load_classifier(file),
                                        .windows = options.windows};
    const std::vector<std::string>& labels = detector.classifier.labels;
    require_same_labels(labels, data.table.labels, file.string());
    const metrics::ScoreTable scores = evaluation::tag_scenes(detector.classifier, options.windows,
                                                              data.table, data.split.validation);
    detector.decoding = evaluation::tune_decoding(scores, data.events, labels);
    evaluation::save_window_detector(detector, run.model_path());
  }

  /// One more step for a detector.
  template <class StepOptions>
  void operator()(const StepOptions& options) const {
    const std::filesystem::path file = network("combine.detector");
    evaluation::Detector detector = evaluation::load_detector(file);
    require_same_labels(detector.labels, data.table.labels, file.string());
    Validation validation{
        .labels = detector.labels,
        .scene_seconds = data.scene_seconds,
        .training_events = events_of(data, data.split.train),
        .events = events_of(data, data.split.validation),
        .scores = evaluation::score_scenes(detector, data.labelled(), data.split.validation)};
    if (auto tagging = tagging_of(recipe, run.path())) {
      if (detector.tagging || !detector.others.empty())
        throw core::InvalidOptions({.what = "detector that is told tags",
                                    .got = "one that is told tags already, or a stack",
                                    .expected = "one that hears the sound alone",
                                    .where = file.string()});
      detector.tagging = std::move(tagging);
    }
    if (detector.tagging)
      validation.tags =
          evaluation::scene_tags(detector.tagging->classifier.get(), detector.tagging->options,
                                 detector.labels, data.labelled(), data.split.validation);
    if constexpr (requires { options.second; }) {
      if (!detector.others.empty())
        throw core::InvalidOptions({.what = "detector to stack",
                                    .got = "a stack of detectors",
                                    .expected = "one of those that it stacks",
                                    .where = file.string()});
      detector.others.push_back(evaluation::load_detector(network("combine.second")));
      require_same_labels(detector.others.back().labels, detector.labels, file.string());
      validation.others.push_back(
          evaluation::score_scenes(detector.others.back(), data.labelled(), data.split.validation));
    }
    detector.steps.push_back(choose_step(options, validation));
    detector.decoding = evaluation::tune_decoding(after_step(validation, detector.steps.back()),
                                                  data.events, detector.labels);
    evaluation::save_detector(detector, run.model_path());
  }
};

}  // namespace

void train_combination(const runs::RunFolder& run, const Recipe& recipe, const RunData& data,
                       const training::FitHooks&, const OnWarning&) {
  models::use_threads(static_cast<int>(run.environment().threads));
  std::visit(Combine{run, recipe, data}, recipe.combine);
}

}  // namespace pinna::study
