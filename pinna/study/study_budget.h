// What is left to do of a study and how long it will take.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/core/shard.h"
#include "pinna/runs/study_folder.h"
#include "pinna/study/recipe.h"
#include "pinna/study/scheduler.h"

namespace pinna::study {

/// Where the time of an epoch comes from.
enum class CostSource {
  finished_epochs,  ///< the median of those that runs of this arm have logged
  measured,         ///< a few steps, trained and thrown away
  unknown,          ///< nobody measured it
};

}  // namespace pinna::study

template <>
struct pinna::core::EnumNames<pinna::study::CostSource> {
  static constexpr std::array names{
      std::pair{study::CostSource::finished_epochs, "finished epochs"},
      std::pair{study::CostSource::measured, "measured"},
      std::pair{study::CostSource::unknown, "unknown"}};
};

namespace pinna::study {

struct ArmBudget {
  std::string arm = "";
  int64_t epochs = 0;            ///< of one run
  double seconds_per_epoch = 0;  ///< 0 if unknown
  double seconds_before = 0;     ///< of each run, before its first step
  CostSource source = CostSource::unknown;
};

struct RunBudget {
  runs::RunKey key = {};
  int64_t epochs = 0;
  int64_t epochs_done = 0;
  bool is_complete = false;
};

struct StudyBudget {
  std::vector<ArmBudget> arms = {};  ///< of the runs below
  std::vector<RunBudget> runs = {};  ///< of this shard, in the order in which they are started
  int64_t runs_of_study = 0;         ///< of all shards
  int64_t jobs = 1;
  int64_t processors = 1;
  int64_t runs_left = 0;
  int64_t epochs_left = 0;
  /// Until the last run ends, `jobs` at a time; empty if the time of an arm is unknown. Runs that
  /// train nothing do not count.
  std::optional<double> seconds = std::nullopt;
};

/// How long `jobs` workers take that fetch the next piece of work when they have ended one.
double seconds_with_workers(const std::vector<double>& pieces, int64_t jobs);

/// How many times longer a run takes where more jobs than processors take turns.
double slowdown_of(int64_t jobs, int64_t processors);

/// The budget of one shard; the folder need not exist. An arm that has runs left and no logged
/// epochs is measured by hooks.measure_command, if there is one: a few seconds an arm, as many arms
/// at a time as jobs and processors allow, and arms with equal recipes once; what is measured is
/// multiplied with slowdown_of the jobs, which logged epochs contain. Nothing stays of it. Throws
/// the error of a measurement that failed, since the training would fail likewise;
/// core::Interrupted on request.
StudyBudget study_budget(const StudyRecipe& study, const std::filesystem::path& folder,
                         const core::Shard& shard, const StudyHooks& hooks);

}  // namespace pinna::study
