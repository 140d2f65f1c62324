#include "pinna/study/run_study.h"

#include <vector>

#include "pinna/data/read_dataset.h"
#include "pinna/data/split.h"
#include "pinna/runs/study_folder.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;
using runs::RunKey;
using runs::StudyFolder;

std::vector<RunKey> planned_runs(const StudyRecipe& study) {
  std::vector<RunKey> keys;
  for (const uint64_t seed : study.study.seeds)
    for (const int64_t fold : study.study.folds) keys.push_back({study.recipe.name, fold, seed});
  return keys;
}

/// Throws now what every worker would have thrown later.
void require_splits(const Recipe& recipe, const std::vector<RunKey>& planned) {
  const data::ClipTable table = data::read_dataset(recipe.data);
  for (const RunKey& key : planned) data::split_fold(table, key.fold, recipe.split, key.seed);
}

StudyFolder open_study(const StudyRecipe& study, const fs::path& folder) {
  const core::ConfigTable resolved = to_config(study);
  return StudyFolder::exists(folder) ? StudyFolder::resume(folder, resolved)
                                     : StudyFolder::create(folder, resolved);
}

}  // namespace

void run_study(const StudyRecipe& study, const fs::path& folder, const StudyHooks& hooks) {
  const std::vector<RunKey> planned = planned_runs(study);
  require_splits(study.recipe, planned);
  const StudyFolder opened = open_study(study, folder);
  Scheduler scheduler(opened, planned, study.study.jobs, study.recipe.training.epochs, hooks);
  try {
    scheduler.run();
  } catch (...) {
    opened.write_results();
    throw;
  }
  opened.write_results();
}

}  // namespace pinna::study
