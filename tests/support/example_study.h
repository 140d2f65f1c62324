// Studies with several arms whose answers are chosen clip by clip.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/example_run.h"

#include "pinna/runs/study_folder.h"

namespace pinna::test {

/// Two classes; clip i of the fold is answered rightly if right[i]. `takes` clips in a row come
/// from one source recording; 0: the sources are not named.
inline metrics::ClipPredictions answers(int64_t fold, const std::vector<bool>& right,
                                        size_t takes = 1) {
  metrics::ClipPredictions predictions{.labels = {"dog", "rain"}};
  for (size_t i = 0; i < right.size(); ++i) {
    const int64_t target = static_cast<int64_t>(i % 2);
    const bool says_dog = (target == 0) == right[i];
    predictions.clips.push_back(std::to_string(fold) + "-" + std::to_string(i) + ".wav");
    predictions.targets.push_back(target);
    predictions.probabilities.push_back(says_dog ? 0.75F : 0.25F);
    predictions.probabilities.push_back(says_dog ? 0.25F : 0.75F);
    if (takes > 0)
      predictions.groups.push_back("s" + std::to_string(fold) + "-" + std::to_string(i / takes));
  }
  return predictions;
}

/// `clips` answers of which every `step`-th is wrong, from `first` on.
inline std::vector<bool> wrong_every(size_t step, size_t first, size_t clips = 40) {
  std::vector<bool> right(clips, true);
  for (size_t i = first; i < clips; i += step) right[i] = false;
  return right;
}

/// An evaluated run of the study with these predictions, of data in `num_folds` folds.
inline void write_run(const runs::StudyFolder& study, const runs::RunKey& key,
                      const metrics::ClipPredictions& predictions, int64_t num_folds = 2) {
  const auto run =
      runs::RunFolder::create(study.run_path(key), example_recipe(), example_environment());
  runs::RunScores scores{.scores = metrics::score(predictions),
                         .protocol = example_scores(key.fold, key.seed).protocol};
  scores.protocol.num_folds = num_folds;
  run.write_predictions(predictions);
  run.write_scores(scores);
  run.write_model_card();
  run.mark_done();
}

/// Arms "good" (2 of 40 clips wrong), "same" (2 others) and "bad" (10 wrong) on two folds with two
/// seeds.
inline void write_three_arms(const runs::StudyFolder& study) {
  for (const int64_t fold : {1, 2})
    for (const uint64_t seed : {1, 2}) {
      write_run(study, {"good", fold, seed}, answers(fold, wrong_every(20, 3)));
      write_run(study, {"same", fold, seed}, answers(fold, wrong_every(20, 7)));
      write_run(study, {"bad", fold, seed}, answers(fold, wrong_every(4, 1)));
    }
}

}  // namespace pinna::test
