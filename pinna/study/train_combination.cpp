#include "pinna/study/train_combination.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/decoding/activity_hmm.h"
#include "pinna/decoding/decode_events.h"
#include "pinna/evaluation/detector.h"
#include "pinna/evaluation/score_scenes.h"
#include "pinna/evaluation/tune_decoding.h"
#include "pinna/evaluation/window_detector.h"
#include "pinna/evaluation/window_tagger.h"
#include "pinna/metrics/psds_scores.h"
#include "pinna/models/compat.h"

namespace pinna::study {
namespace {

std::string replaced(std::string text, const std::string& word, const std::string& by) {
  for (size_t place = text.find(word); place != std::string::npos;
       place = text.find(word, place + by.size()))
    text.replace(place, word.size(), by);
  return text;
}

/// The finished run at the place that a pattern with {fold} and {seed} names.
runs::RunFolder open_part(const std::string& pattern, const Recipe& recipe) {
  auto part =
      runs::RunFolder::open(replaced(replaced(pattern, "{fold}", fmt::to_string(recipe.fold)),
                                     "{seed}", fmt::to_string(recipe.seed)));
  if (part.status() != runs::RunStatus::done)
    throw core::MissingInput({.what = "a run to combine",
                              .got = "one that is not trained to its end",
                              .where = part.path().string(),
                              .fix = "continue it with pinna train --resume"});
  return part;
}

/// A network that was tested on another fold was trained on this one's test sources.
void require_same_fold(const runs::RunFolder& part, const Recipe& recipe) {
  const int64_t fold = parse_recipe(part.recipe()).fold;
  if (fold != recipe.fold)
    throw core::InvalidOptions({.what = "a run to combine",
                                .got = fmt::format("one that holds out fold {}", fold),
                                .expected = fmt::format("one that holds out fold {}", recipe.fold),
                                .where = part.path().string(),
                                .fix = "write {fold} in its path"});
}

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

std::map<std::string, double> durations_of(const metrics::ScoreTable& scores, double seconds) {
  std::map<std::string, double> durations;
  for (const auto& [name, frames] : scores) durations[name] = seconds;
  return durations;
}

/// The width that gives the class alone its highest PSDS1; of equals the first. None for a class
/// that the validation scenes do not have.
double best_median(const MedianCombination& options, const std::string& label,
                   const metrics::ScoreTable& scores, const RunData& data) {
  events::EventTable events = events_of(data, data.split.validation);
  bool occurs = false;
  for (auto& [name, list] : events) {
    std::erase_if(list, [&](const events::Event& event) { return event.event_label != label; });
    occurs = occurs || !list.empty();
  }
  if (!occurs) return 0;
  const metrics::IntersectionReference reference(events, durations_of(scores, data.scene_seconds));
  double best = 0;
  double best_psds = -1;
  for (const double seconds : options.seconds) {
    metrics::ScoreTable smooth;
    for (const auto& [name, frames] : scores) {
      const auto index = std::find(frames.labels.begin(), frames.labels.end(), label);
      events::FrameScores& of_class = smooth[name];
      of_class = {.labels = {label},
                  .frame_seconds = frames.frame_seconds,
                  .num_frames = frames.num_frames,
                  .scores = frames.column(index - frames.labels.begin())};
      of_class = decoding::smoothed(of_class, {&seconds, 1});
    }
    const double psds = metrics::psds(reference, smooth, metrics::psds1()).value;
    if (psds <= best_psds) continue;
    best_psds = psds;
    best = seconds;
  }
  return best;
}

/// Durations of the training scenes; of stages and frame weights those with the highest PSDS1 on
/// the validation scenes, whose `scores` are given.
std::vector<decoding::ActivityHmm> best_hmms(const HmmCombination& options,
                                             const std::vector<std::string>& labels,
                                             const metrics::ScoreTable& scores,
                                             const RunData& data) {
  const events::EventTable training = events_of(data, data.split.train);
  const metrics::IntersectionReference reference(events_of(data, data.split.validation),
                                                 durations_of(scores, data.scene_seconds));
  std::vector<decoding::ActivityHmm> best;
  double best_psds = -1;
  for (const int64_t stages : options.stages)
    for (const double weight : options.frame_weights) {
      std::vector<decoding::ActivityHmm> hmms;
      for (const std::string& label : labels) {
        hmms.push_back(decoding::fit_activity_hmm(training, label, data.scene_seconds,
                                                  scores.begin()->second.frame_seconds, stages));
        hmms.back().frame_weight = weight;
      }
      metrics::ScoreTable smooth;
      for (const auto& [name, frames] : scores) smooth[name] = decoding::smoothed_by(hmms, frames);
      const double psds = metrics::psds(reference, smooth, metrics::psds1()).value;
      if (psds <= best_psds) continue;
      best_psds = psds;
      best = std::move(hmms);
    }
  return best;
}

struct Combine {
  const runs::RunFolder& run;
  const Recipe& recipe;
  const RunData& data;

  void operator()(const NoCombination&) const {}

  void operator()(const WindowCombination& options) const {
    const runs::RunFolder tagger = open_part(options.tagger, recipe);
    require_same_fold(tagger, recipe);
    evaluation::WindowDetector detector{
        .classifier = evaluation::load_classifier(tagger.model_path()), .windows = options.windows};
    const std::vector<std::string>& labels = detector.classifier.labels;
    require_same_labels(labels, data.table.labels, tagger.path().string());
    const metrics::ScoreTable scores = evaluation::tag_scenes(detector.classifier, options.windows,
                                                              data.table, data.split.validation);
    detector.decoding = evaluation::tune_decoding(scores, data.events, labels);
    evaluation::save_window_detector(detector, run.model_path());
  }

  void operator()(const MedianCombination& options) const {
    smooth(options.detector, [&](evaluation::Detector& detector, const auto& scores) {
      for (const std::string& label : detector.labels)
        detector.median_seconds.push_back(best_median(options, label, scores, data));
    });
  }

  void operator()(const HmmCombination& options) const {
    smooth(options.detector, [&](evaluation::Detector& detector, const auto& scores) {
      detector.hmms = best_hmms(options, detector.labels, scores, data);
    });
  }

  /// `choose` sets how the detector smooths, given what it says of the validation scenes.
  template <class Choose>
  void smooth(const std::string& part_path, const Choose& choose) const {
    const runs::RunFolder part = open_part(part_path, recipe);
    require_same_fold(part, recipe);
    evaluation::Detector detector = evaluation::load_detector(part.model_path());
    require_same_labels(detector.labels, data.table.labels, part.path().string());
    metrics::ScoreTable scores =
        evaluation::score_scenes(detector, data.table, data.events, data.split.validation);
    choose(detector, scores);
    for (auto& [name, frames] : scores) frames = evaluation::smoothed(detector, frames);
    detector.decoding = evaluation::tune_decoding(scores, data.events, detector.labels);
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
