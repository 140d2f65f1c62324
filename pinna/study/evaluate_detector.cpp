#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/files.h"
#include "pinna/core/npz.h"
#include "pinna/decoding/decode_events.h"
#include "pinna/evaluation/detector.h"
#include "pinna/evaluation/score_scenes.h"
#include "pinna/events/event_table.h"
#include "pinna/metrics/event_summary.h"
#include "pinna/models/model.h"
#include "pinna/study/train_detector.h"

namespace pinna::study {
namespace {

/// Events of every scene, cut at its end.
events::EventTable decoded(const metrics::ScoreTable& scores, const evaluation::Detector& detector,
                           double seconds) {
  events::EventTable table;
  for (const auto& [name, frames] : scores) {
    std::vector<events::Event>& list = table[name];
    list = decoding::decode_events(frames, detector.decoding);
    for (events::Event& event : list) event.offset = std::min(event.offset, seconds);
  }
  return table;
}

events::EventTable only(const events::EventTable& all, const metrics::ScoreTable& scores) {
  events::EventTable table;
  for (const auto& [name, frames] : scores) table[name] = all.at(name);
  return table;
}

core::NamedArrays arrays_of(const metrics::ScoreTable& scores) {
  core::NamedArrays arrays;
  for (const auto& [name, frames] : scores)
    arrays.emplace(name,
                   core::Array::from(frames.scores, {frames.num_frames, frames.num_classes()}));
  return arrays;
}

nlohmann::ordered_json json_of(const metrics::EventSummary& summary, const Recipe& recipe,
                               const data::Split& split, const evaluation::Detector& detector) {
  nlohmann::ordered_json decoding = nlohmann::ordered_json::object();
  for (size_t i = 0; i < detector.labels.size(); ++i)
    decoding[detector.labels[i]] = core::to_json(core::to_config(detector.decoding[i]));
  nlohmann::ordered_json json{{"schema", "pinna.event_run_scores/1"},
                              {"fold", recipe.fold},
                              {"seed", recipe.seed},
                              {"epoch", detector.epoch},
                              {"train_scenes", split.train.size()},
                              {"validation_scenes", split.validation.size()},
                              {"test_scenes", split.test.size()}};
  json.update(metrics::to_json(summary));
  json["decoding"] = std::move(decoding);
  return json;
}

}  // namespace

void evaluate_detector(const runs::RunFolder& run, const Recipe& recipe, const RunData& data) {
  const evaluation::Detector detector = evaluation::load_detector(run.model_path());
  data::SceneLoader loader(
      make_scene_store(recipe, data.table), data.events, data.split.test, detector.feature,
      detector.statistics,
      models::frames_per_score(std::get<models::CrnnOptions>(detector.model_options)),
      recipe.training.loader);
  const metrics::ScoreTable scores = evaluation::score_scenes(*detector.model, loader, data.table);
  const double seconds = recipe.input.clip_seconds;
  std::map<std::string, double> durations;
  for (const auto& [name, frames] : scores) durations[name] = seconds;
  const events::EventTable estimated = decoded(scores, detector, seconds);
  const metrics::EventSummary summary =
      metrics::summarize(only(data.events, scores), estimated, durations, scores);

  core::write_file_atomically(run.detected_events_path(), events::to_tsv(estimated));
  core::write_npz(run.frame_scores_path(), arrays_of(scores));
  core::write_file_atomically(run.event_scores_path(),
                              json_of(summary, recipe, data.split, detector).dump(2) + "\n");
  run.write_model_card();
}

}  // namespace pinna::study
