#include "pinna/study/train_combination.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/data/read_dataset.h"
#include "pinna/data/soundscape_folder.h"
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

/// The run's folder, in which {fold} and {seed} stand for the recipe's.
struct PatternOf {
  std::string operator()(const NoCombination&) const { return ""; }
  std::string operator()(const WindowCombination& options) const { return options.tagger; }
  std::string operator()(const MedianCombination& options) const { return options.detector; }
  std::string operator()(const HmmCombination& options) const { return options.detector; }
};

runs::RunFolder open_part(const Recipe& recipe) {
  const std::string pattern = std::visit(PatternOf(), recipe.combine);
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

[[noreturn]] void throw_unfit(const runs::RunFolder& part, std::string got, std::string expected,
                              std::string fix = "") {
  throw core::InvalidOptions({.what = "a run to combine",
                              .got = std::move(got),
                              .expected = std::move(expected),
                              .where = part.path().string(),
                              .fix = std::move(fix)});
}

/// Smoothing what is smoothed already would not be what the saved detector does.
void require_kind(const runs::RunFolder& part, const Recipe& of_part, bool wants_detector) {
  if (combines(of_part))
    throw_unfit(part, "one that is a combination itself", "one that trained its network");
  if (detects_events(of_part) != wants_detector)
    throw_unfit(part, wants_detector ? "a classifier of clips" : "a detector of events",
                wants_detector ? "a detector of events" : "a classifier of clips");
}

/// The hash covers every scene and its sound.
void require_same_scenes(const runs::RunFolder& part, const runs::RunFolder& run) {
  if (part.environment().data_hash != run.environment().data_hash)
    throw_unfit(part, "one that was trained on other scenes", "one that was trained on these",
                "or its training may have used what is tested on here");
}

/// Readers of datasets call the same clip "a", "a.wav" or "folder/a.wav".
std::string bare_name(const std::string& clip) {
  const std::filesystem::path file(clip);
  for (const char* extension : {".wav", ".flac", ".ogg", ".mp3"})
    if (file.extension() == extension) return file.stem().string();
  return file.filename().string();
}

/// No test scene may contain a clip that the classifier was trained on, whatever folds are called.
void require_unheard(const runs::RunFolder& part, const RunData& data) {
  const Recipe of_part = parse_recipe(part.recipe());
  const data::ClipTable clips = data::read_dataset(of_part.data);
  const data::Split split = split_of(of_part, clips);
  std::set<std::string> tested;
  for (const std::string& clip : data::source_clips(data.table, data.split.test))
    tested.insert(bare_name(clip));
  for (const auto* heard : {&split.train, &split.validation})
    for (const int64_t clip : *heard)
      if (tested.contains(bare_name(clips.clip(clip).id)))
        throw_unfit(part,
                    fmt::format("one that was trained on {}, which sounds in test scenes",
                                clips.clip(clip).id),
                    "one that knows no source of the test scenes");
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
  const runs::RunFolder& part;
  const runs::RunFolder& run;
  const RunData& data;

  void operator()(const NoCombination&) const {}

  void operator()(const WindowCombination& options) const {
    require_unheard(part, data);
    evaluation::WindowDetector detector{
        .classifier = evaluation::load_classifier(part.model_path()), .windows = options.windows};
    const std::vector<std::string>& labels = detector.classifier.labels;
    require_same_labels(labels, data.table.labels, part.path().string());
    const metrics::ScoreTable scores = evaluation::tag_scenes(detector.classifier, options.windows,
                                                              data.table, data.split.validation);
    detector.decoding = evaluation::tune_decoding(scores, data.events, labels);
    evaluation::save_window_detector(detector, run.model_path());
  }

  void operator()(const MedianCombination& options) const {
    smooth([&](evaluation::Detector& detector, const auto& scores) {
      for (const std::string& label : detector.labels)
        detector.median_seconds.push_back(best_median(options, label, scores, data));
    });
  }

  void operator()(const HmmCombination& options) const {
    smooth([&](evaluation::Detector& detector, const auto& scores) {
      detector.hmms = best_hmms(options, detector.labels, scores, data);
    });
  }

  /// `choose` sets how the detector smooths, given what it says of the validation scenes.
  template <class Choose>
  void smooth(const Choose& choose) const {
    require_same_scenes(part, run);
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

void check_combination(const Recipe& recipe) {
  const runs::RunFolder part = open_part(recipe);
  const Recipe of_part = parse_recipe(part.recipe());
  require_kind(part, of_part, !asks_windows(recipe));
  if (of_part.fold != recipe.fold)
    throw_unfit(part, fmt::format("one that holds out fold {}", of_part.fold),
                fmt::format("one that holds out fold {}", recipe.fold), "write {fold} in its path");
}

void train_combination(const runs::RunFolder& run, const Recipe& recipe, const RunData& data,
                       const training::FitHooks&, const OnWarning&) {
  check_combination(recipe);
  models::use_threads(static_cast<int>(run.environment().threads));
  std::visit(Combine{open_part(recipe), run, data}, recipe.combine);
}

}  // namespace pinna::study
