#include "apps/cli/torch/run_report.h"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/runs/measures.h"
#include "pinna/runs/run_folder.h"

namespace pinna::cli {
namespace {

/// "PSDS1 0.349 [0.307, 0.395], event F1 53.1 % [50.2, 55.9]" and the same as members of the body.
std::string event_scores_text(const runs::RunFolder& run, nlohmann::ordered_json& body) {
  std::vector<std::string> texts;
  for (const runs::Measure& measure : runs::measures_of(run)) {
    body[measure.name] = measure.value;
    if (!measure.interval) continue;
    const auto& [low, high] = *measure.interval;
    body["intervals"][measure.name] = {low, high};
    texts.push_back(fmt::format(
        "{} [{}, {}]",
        runs::measure_phrase(measure.name, runs::measure_text(measure.name, measure.value)),
        runs::measure_text(measure.name, low), runs::measure_text(measure.name, high)));
  }
  const auto scenes = run.event_scores()["recordings"].get<int64_t>();
  body["scenes"] = scenes;
  return fmt::format(", {} held-out scenes: {}", scenes, fmt::join(texts, ", "));
}

}  // namespace

std::string describe(const training::EpochRecord& epoch) {
  std::string text = fmt::format(
      "epoch {}: loss {:.3f}, {} {:.1f} %", epoch.epoch, epoch.train_loss,
      epoch.score_name == "frame_f1" ? "frame F1" : epoch.score_name, 100 * epoch.train_score);
  if (!std::isnan(epoch.validation_loss))
    text += fmt::format("; validation {:.3f}, {:.1f} %", epoch.validation_loss,
                        100 * epoch.validation_score);
  return text;
}

void report_run(const std::filesystem::path& folder, Console& console) {
  const runs::RunFolder run = runs::RunFolder::open(folder);
  const auto epochs = run.metrics();
  nlohmann::ordered_json body{{"run", folder.string()}, {"epochs", epochs.size()}};
  std::string text = fmt::format("{}: {} epochs", folder.string(), epochs.size());
  if (run.has_scores()) {
    const runs::RunScores evaluated = run.scores();
    const metrics::ClassificationScores& scores = evaluated.scores;
    for (const std::string& warning : evaluated.protocol.warnings) spdlog::warn(warning);
    body["accuracy"] = scores.accuracy;
    body["accuracy_interval"] = {scores.accuracy_interval.low, scores.accuracy_interval.high};
    body["macro_f1"] = scores.macro.f1;
    body["clips"] = scores.num_clips;
    text += fmt::format(", accuracy {:.1f} % [{:.1f}, {:.1f}] on {} held-out clips",
                        100 * scores.accuracy, 100 * scores.accuracy_interval.low,
                        100 * scores.accuracy_interval.high, scores.num_clips);
  }
  if (run.has_event_scores()) text += event_scores_text(run, body);
  console.report("run", body, text + "\n");
}

void warn(const std::string& text) {
  spdlog::warn("{}", text);
}

}  // namespace pinna::cli
