// A small evaluated run, for tests of folders, summaries and reports.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "pinna/core/config.h"
#include "pinna/core/metric_log.h"
#include "pinna/runs/run_folder.h"

namespace pinna::test {

inline core::ConfigTable example_recipe() {
  return core::parse_toml("name = 'tiny'\n[training]\nepochs = 3\n", "recipe.toml");
}

inline runs::Environment example_environment() {
  return {.versions = {{"pinna", "0.1.0"}, {"libtorch", "1.13.1"}},
          .build_type = "debug",
          .system = "Debian",
          .cpu = "a processor",
          .processors = 2,
          .threads = 1,
          .seed = 7,
          .data_hash = "abc",
          .git_commit = "",
          .started = "2024-05-01T12:00:00Z"};
}

/// Three classes, six clips named after the fold; fold 1 has one mistake, fold 2 two of them.
inline metrics::ClipPredictions example_predictions(int64_t fold) {
  const std::vector<int64_t> said =
      fold == 1 ? std::vector<int64_t>{0, 0, 1, 1, 2, 0} : std::vector<int64_t>{0, 1, 1, 1, 2, 0};
  metrics::ClipPredictions predictions{.labels = {"dog", "rain", "<b>bell</b>"},
                                       .targets = {0, 0, 1, 1, 2, 2}};
  for (size_t i = 0; i < said.size(); ++i) {
    predictions.clips.push_back(std::to_string(fold) + "-" + std::to_string(i) + ".wav");
    std::vector<float> row(3, 0.125F);
    row[static_cast<size_t>(said[i])] = 0.75F;
    predictions.probabilities.insert(predictions.probabilities.end(), row.begin(), row.end());
  }
  return predictions;
}

inline runs::RunScores example_scores(int64_t fold, uint64_t seed) {
  return {.scores = metrics::score(example_predictions(fold)),
          .protocol = {.dataset = "tiny-clips",
                       .licence = "CC BY 4.0",
                       .num_folds = 2,
                       .fold = fold,
                       .seed = seed,
                       .train_clips = 6,
                       .test_clips = 6,
                       .epoch = 3}};
}

/// Creates the run in `path`: log of three epochs, predictions, scores, model card, DONE.
inline void write_example_run(const std::filesystem::path& path, int64_t fold, uint64_t seed) {
  const auto run = runs::RunFolder::create(path, example_recipe(), example_environment());
  for (int64_t epoch = 1; epoch <= 3; ++epoch)
    core::append_record(run.metrics_path(),
                        {.epoch = epoch,
                         .values = {{std::string(core::metric::train_loss), 1.0 / epoch},
                                    {std::string(core::metric::train_accuracy), 0.25 * epoch},
                                    {std::string(core::metric::seconds), 0.5}}});
  run.write_predictions(example_predictions(fold));
  run.write_scores(example_scores(fold, seed));
  run.write_model_card();
  run.mark_done();
}

}  // namespace pinna::test
