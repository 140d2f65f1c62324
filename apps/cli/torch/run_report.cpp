#include "apps/cli/torch/run_report.h"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/runs/run_folder.h"

namespace pinna::cli {

std::string describe(const training::EpochRecord& epoch) {
  std::string text = fmt::format("epoch {}: loss {:.3f}, accuracy {:.1f} %", epoch.epoch,
                                 epoch.train_loss, 100 * epoch.train_accuracy);
  if (!std::isnan(epoch.validation_loss))
    text += fmt::format("; validation {:.3f}, {:.1f} %", epoch.validation_loss,
                        100 * epoch.validation_accuracy);
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
  console.report("run", body, text + "\n");
}

void warn(const std::string& text) {
  spdlog::warn("{}", text);
}

}  // namespace pinna::cli
