#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/decoding/decode_events.h"
#include "pinna/evaluation/cost.h"
#include "pinna/evaluation/detector.h"
#include "pinna/evaluation/score_scenes.h"
#include "pinna/evaluation/window_detector.h"
#include "pinna/evaluation/window_tagger.h"
#include "pinna/metrics/event_summary.h"
#include "pinna/models/model.h"
#include "pinna/study/train_detector.h"

namespace pinna::study {
namespace {

/// What a run says of its test scenes, and how that becomes events.
struct SceneAnswers {
  std::vector<std::string> labels = {};
  std::vector<decoding::DecodingOptions> decoding = {};  ///< one for each class
  int64_t epoch = 0;
  double multiply_adds_per_second = 0;
  metrics::ScoreTable scores = {};
};

SceneAnswers ask_detector(const runs::RunFolder& run, const RunData& data) {
  const evaluation::Detector detector = evaluation::load_detector(run.model_path());
  return {.labels = detector.labels,
          .decoding = detector.decoding,
          .epoch = detector.epoch,
          .multiply_adds_per_second = evaluation::multiply_adds_per_second(detector),
          .scores = evaluation::score_scenes(detector, data.labelled(), data.split.test)};
}

SceneAnswers ask_windows(const runs::RunFolder& run, const RunData& data) {
  const auto detector = evaluation::load_window_detector(run.model_path());
  return {.labels = detector.classifier.labels,
          .decoding = detector.decoding,
          .epoch = detector.classifier.epoch,
          .multiply_adds_per_second =
              evaluation::multiply_adds_per_second(detector.classifier, detector.windows),
          .scores = evaluation::tag_scenes(detector.classifier, detector.windows, data.table,
                                           data.split.test)};
}

/// Events of every scene, cut at its end.
events::EventTable decoded(const SceneAnswers& answers, double seconds) {
  events::EventTable table;
  for (const auto& [name, frames] : answers.scores) {
    std::vector<events::Event>& list = table[name];
    list = decoding::decode_events(frames, answers.decoding);
    for (events::Event& event : list) event.offset = std::min(event.offset, seconds);
  }
  return table;
}

events::EventTable only(const events::EventTable& all, const metrics::ScoreTable& scores) {
  events::EventTable table;
  for (const auto& [name, frames] : scores) table[name] = all.at(name);
  return table;
}

nlohmann::ordered_json json_of(const metrics::EventSummary& summary, const Recipe& recipe,
                               const data::Split& split, const SceneAnswers& answers) {
  nlohmann::ordered_json decoding = nlohmann::ordered_json::object();
  for (size_t i = 0; i < answers.labels.size(); ++i)
    decoding[answers.labels[i]] = core::to_json(core::to_config(answers.decoding[i]));
  nlohmann::ordered_json json{{"fold", recipe.fold},
                              {"seed", recipe.seed},
                              {"epoch", answers.epoch},
                              {"train_scenes", asks_windows(recipe) ? 0 : split.train.size()},
                              {"validation_scenes", split.validation.size()},
                              {"test_scenes", split.test.size()},
                              {"labels", answers.labels},
                              {"multiply_adds_per_second", answers.multiply_adds_per_second},
                              {"frame_seconds", answers.scores.begin()->second.frame_seconds}};
  json.update(metrics::to_json(summary));
  json["decoding"] = std::move(decoding);
  return json;
}

}  // namespace

void evaluate_detector(const runs::RunFolder& run, const Recipe& recipe, const RunData& data) {
  SceneAnswers answers = asks_windows(recipe) ? ask_windows(run, data) : ask_detector(run, data);
  runs::ScoredScenes scenes{
      .reference = only(data.events, answers.scores),
      .detector = {.estimated = decoded(answers, data.scene_seconds), .scores = answers.scores}};
  for (const auto& [name, frames] : answers.scores) scenes.durations[name] = data.scene_seconds;
  const metrics::EventSummary summary =
      metrics::summarize(scenes.reference, scenes.detector, scenes.durations);
  run.write_event_scores(scenes, json_of(summary, recipe, data.split, answers));
}

}  // namespace pinna::study
