#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/predict_clips.h"
#include "pinna/metrics/classification.h"
#include "pinna/metrics/temperature.h"
#include "pinna/models/compat.h"
#include "pinna/runs/run_folder.h"
#include "pinna/study/run_loaders.h"
#include "pinna/study/run_tracking.h"
#include "pinna/study/same_data.h"
#include "pinna/study/train_detector.h"
#include "pinna/study/train_run.h"
#include "pinna/study/weaknesses.h"

namespace pinna::study {
namespace {

runs::Selection selection_of(const Recipe& recipe) {
  return recipe.training.selection == training::Selection::last_epoch
             ? runs::Selection::last_epoch
             : runs::Selection::inner_validation;
}

std::string test_part_of(const Recipe& recipe) {
  if (recipe.split.by == data::SplitBy::folds) return "";
  return fmt::format("the last {} % of each class in the order of the table",
                     100 * recipe.split.test_fraction);
}

/// What the expected calibration error would be without the temperature.
std::optional<double> ece_unscaled(const metrics::ClipPredictions& predictions,
                                   double temperature) {
  if (temperature == 1) return std::nullopt;
  return metrics::measure_calibration(metrics::with_temperature(predictions, 1 / temperature))
      .scores.ece;
}

runs::Protocol protocol_of(const Recipe& recipe, const data::ClipTable& table,
                           const data::Split& split, const evaluation::Classifier& classifier,
                           const metrics::ClipPredictions& predictions) {
  return {.dataset = table.name,
          .licence = table.licence,
          .num_folds = split.num_splits,
          .fold = recipe.fold,
          .test_part = test_part_of(recipe),
          .seed = recipe.seed,
          .train_clips = static_cast<int64_t>(split.train.size()),
          .validation_clips = static_cast<int64_t>(split.validation.size()),
          .test_clips = static_cast<int64_t>(split.test.size()),
          .selection = selection_of(recipe),
          .epoch = classifier.epoch,
          .temperature = classifier.temperature,
          .ece_unscaled = ece_unscaled(predictions, classifier.temperature),
          .unsafe = split.unsafe ? "source recordings of test clips also occur in training" : "",
          .warnings = weaknesses_of(recipe, table, split)};
}

void evaluate_classifier(const runs::RunFolder& run, const std::filesystem::path& model,
                         const Recipe& recipe, const data::ClipTable& table,
                         const data::Split& split, const OnWarning& on_warning) {
  const evaluation::Classifier classifier = evaluation::load_classifier(model);
  const metrics::ClipPredictions predictions =
      evaluation::predict_clips(classifier, table, split.test);
  run.write_predictions(predictions);
  const metrics::ClassificationScores scores = metrics::score(predictions);
  run.write_scores(
      {.scores = scores, .protocol = protocol_of(recipe, table, split, classifier, predictions)});
  track_scores(recipe, run, predictions, scores, on_warning);
}

}  // namespace

void evaluate_run(const std::filesystem::path& folder, const OnWarning& on_warning) {
  const runs::RunFolder run = runs::RunFolder::open(folder);
  if (run.status() != runs::RunStatus::done)
    throw core::InvalidOptions({.what = "the run is not trained to its end",
                                .where = folder.string(),
                                .fix = "continue it with pinna train --resume"});
  models::use_threads(static_cast<int>(run.environment().threads));
  const Recipe recipe = parse_recipe(run.recipe());
  const RunData data = read_run_data(recipe);
  require_same_data(run, data.table);
  if (detects_events(recipe)) evaluate_detector(run, recipe, data);
  if (is_joint(recipe))
    evaluate_classifier(run, run.tagger_path(), recipe, data.clips, data.clip_split, on_warning);
  else if (!detects_events(recipe))
    evaluate_classifier(run, run.model_path(), recipe, data.table, data.split, on_warning);
  run.write_model_card();
}

}  // namespace pinna::study
