#include "apps/cli/torch/run_report.h"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/runs/run_folder.h"

namespace pinna::cli {

namespace {

/// ", PSDS1 0.412, ..." and the same as members of the body.
std::string event_scores_text(const nlohmann::ordered_json& scores, nlohmann::ordered_json& body) {
  const auto macro_f = [&](const char* kind) {
    const auto& value = scores[kind]["class_wise_average"]["f_measure"]["f_measure"];
    return value.is_null() ? 0 : value.get<double>();
  };
  body["psds1"] = scores["psds1"];
  body["psds2"] = scores["psds2"];
  body["event_based_macro_f"] = macro_f("event_based");
  body["segment_based_macro_f"] = macro_f("segment_based");
  body["intervals"] = scores["intervals"];
  body["scenes"] = scores["recordings"];
  const auto with_interval = [&](const char* kind, const char* interval) {
    return fmt::format("{:.1f} % [{:.1f}, {:.1f}]", 100 * macro_f(kind),
                       100 * scores["intervals"][interval][0].get<double>(),
                       100 * scores["intervals"][interval][1].get<double>());
  };
  return fmt::format(
      ", {} held-out scenes: PSDS1 {:.3f}, PSDS2 {:.3f}, event F {}, segment F {} (macro)",
      scores["recordings"].get<int64_t>(), scores["psds1"].get<double>(),
      scores["psds2"].get<double>(), with_interval("event_based", "event_based_macro_f"),
      with_interval("segment_based", "segment_based_macro_f"));
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
  if (run.has_event_scores()) text += event_scores_text(run.event_scores(), body);
  console.report("run", body, text + "\n");
}

void warn(const std::string& text) {
  spdlog::warn("{}", text);
}

}  // namespace pinna::cli
