// How much better or worse one method is than another on the same clips, and what that proves.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/metrics/bootstrap.h"
#include "pinna/metrics/mcnemar.h"
#include "pinna/metrics/predictions.h"
#include "pinna/metrics/resampled_t.h"
#include "pinna/metrics/sign_flip.h"
#include "pinna/metrics/signed_rank.h"

namespace pinna::runs {

struct ComparisonOptions {
  std::string baseline = "";
  metrics::SeedLevel seeds = metrics::SeedLevel::resampled;
  metrics::BootstrapOptions bootstrap = {};
  int64_t event_resamples = 2000;

  static void fields(auto&& field) {
    field("baseline", &ComparisonOptions::baseline,
          "the arm that the others are compared with; empty: the study's own choice");
    field("seeds", &ComparisonOptions::seeds,
          "resampled: intervals hold for further seeds; averaged: for these networks");
    core::include(field, &ComparisonOptions::bootstrap);
    field("event_resamples", &ComparisonOptions::event_resamples,
          "draws of scenes, each of which is scored anew", core::between(100, 1'000'000));
  }
  bool operator==(const ComparisonOptions&) const = default;
};

/// What both methods said about the clips of one fold, trained with one seed.
struct PairedRun {
  int64_t fold = 0;
  uint64_t seed = 0;
  metrics::ClipPredictions baseline = {};
  metrics::ClipPredictions arm = {};
};

/// The clips of one seed, pooled over its folds.
struct SeedComparison {
  uint64_t seed = 0;
  int64_t num_clips = 0;
  double difference = 0;              ///< of accuracies, arm minus baseline
  metrics::McNemarTest mcnemar = {};  ///< first: the arm, second: the baseline
  bool operator==(const SeedComparison&) const = default;
};

struct FoldDifference {
  int64_t fold = 0;
  double difference = 0;  ///< mean over the seeds
  bool operator==(const FoldDifference&) const = default;
};

/// What the folds show by themselves, each counted once.
struct FoldComparison {
  std::vector<FoldDifference> folds = {};
  metrics::SignedRankTest signed_rank = {};
  /// Empty where the fold differences are equal or the sizes of the splits are not known.
  std::optional<metrics::ResampledTTest> resampled_t = std::nullopt;
  bool operator==(const FoldComparison&) const = default;
};

enum class Verdict {
  difference,  ///< Holm's p is at most 1 - level and the interval lies on one side of zero
  not_shown,   ///< anything else; no proof of equality
};

/// Differences are shares of clips, arm minus baseline.
struct ArmComparison {
  std::string arm = "";
  int64_t num_runs = 0;  ///< pairs of runs of the same fold and seed
  int64_t num_folds = 0;
  int64_t num_seeds = 0;
  int64_t num_clips = 0;     ///< distinct
  int64_t num_clusters = 0;  ///< source recordings
  double baseline_accuracy = 0;
  double accuracy = 0;
  /// Source recordings drawn with replacement, the same draw for both methods.
  metrics::BootstrapEstimate difference = {};
  /// The methods' answers exchanged recording by recording, all seeds of one together: the p value
  /// that enters the family.
  metrics::SignFlipTest randomisation = {};
  double holm_p = 1;  ///< of the randomisation test, within all arms of the comparison
  std::vector<SeedComparison> seeds = {};
  /// A method is right about a clip if more than half of its seeds are.
  metrics::McNemarTest majority = {};
  std::optional<FoldComparison> folds = std::nullopt;  ///< empty for fewer than two folds
  Verdict verdict = Verdict::not_shown;
  std::vector<std::string> cautions = {};  ///< sentences: what limits the numbers
  bool operator==(const ArmComparison&) const = default;
};

/// All but Holm's p and the verdict, which conclude() sets. `test_to_training` is the ratio of the
/// clips of a split, where known. BadData unless both methods of a run name the same clips with the
/// same labels, each once; InvalidOptions for no runs or fewer than two source recordings.
ArmComparison compare_runs(const std::string& arm, std::span<const PairedRun> runs,
                           std::optional<double> test_to_training,
                           const ComparisonOptions& options);

/// Sets Holm's p and the verdicts of all arms that are compared with one baseline.
void conclude(std::vector<ArmComparison>& arms, double level);

}  // namespace pinna::runs

template <>
struct pinna::core::EnumNames<pinna::runs::Verdict> {
  static constexpr std::array names{std::pair{runs::Verdict::difference, "difference"},
                                    std::pair{runs::Verdict::not_shown, "not_shown"}};
};
