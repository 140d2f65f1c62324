#include "pinna/study/save_networks.h"

#include <utility>

#include <torch/torch.h>

#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/predict_logits.h"
#include "pinna/evaluation/score_scenes.h"
#include "pinna/evaluation/tune_decoding.h"
#include "pinna/metrics/temperature.h"
#include "pinna/models/model.h"

namespace pinna::study {
namespace {

/// 1 without a validation part, and where the network is right about all of it, because any smaller
/// temperature is then likelier.
double fitted_temperature(models::Model& model, const Recipe& recipe, const data::ClipTable& table,
                          RunLoaders& loaders) {
  if (!loaders.validation) return 1;
  const evaluation::LogitTable answers =
      evaluation::predict_logits(model, *loaders.validation, recipe.evaluation);
  if (answers.accuracy() == 1) return 1;
  metrics::ClipPredictions predictions{
      .labels = table.labels, .targets = answers.targets, .probabilities = answers.probabilities()};
  for (const int64_t clip : answers.clips) predictions.clips.push_back(table.clip(clip).id);
  return metrics::fit_temperature(predictions).temperature;
}

}  // namespace

void save_detector_of(const runs::RunFolder& run, const Recipe& recipe, const RunData& data,
                      SceneLoaders& loaders, const std::shared_ptr<models::Model>& model,
                      int64_t epoch, std::optional<evaluation::Tagging> tagging) {
  const std::vector<std::string>& labels = data.table.labels;
  const metrics::ScoreTable scores =
      evaluation::score_scenes(*model, loaders.validation, data.table);
  evaluation::save_detector({.labels = labels,
                             .input = recipe.input,
                             .feature = recipe.feature,
                             .statistics = loaders.statistics,
                             .model_options = recipe.model,
                             .tagging = std::move(tagging),
                             .decoding = evaluation::tune_decoding(scores, data.events, labels),
                             .epoch = epoch,
                             .model = model},
                            run.model_path());
}

void save_classifier_of(const std::filesystem::path& path, const Recipe& recipe,
                        const data::ClipInputOptions& input, const data::ClipTable& table,
                        const models::ModelOptions& options, RunLoaders& loaders,
                        const std::shared_ptr<models::Model>& model, int64_t epoch) {
  evaluation::save_classifier({.labels = table.labels,
                               .input = input,
                               .feature = recipe.feature,
                               .statistics = loaders.statistics,
                               .model_options = options,
                               .evaluation = recipe.evaluation,
                               .temperature = fitted_temperature(*model, recipe, table, loaders),
                               .epoch = epoch,
                               .model = model},
                              path);
}

}  // namespace pinna::study
