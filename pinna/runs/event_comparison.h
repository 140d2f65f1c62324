// How much better or worse one detector of events is than another on the same scenes, and what that
// proves.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pinna/metrics/paired_cells.h"
#include "pinna/metrics/resampled_t.h"
#include "pinna/runs/comparison.h"
#include "pinna/runs/scored_scenes.h"

namespace pinna::runs {

/// What both methods said about the scenes of one fold, trained with one seed.
struct PairedDetections {
  int64_t fold = 0;
  uint64_t seed = 0;
  ScoredScenes baseline = {};
  ScoredScenes arm = {};
};

/// Arm minus baseline by one measure.
struct MeasureDifference {
  metrics::EventMeasure measure = {};
  double baseline = 0;  ///< mean over the pairs of runs
  double arm = 0;       ///< likewise
  metrics::BootstrapEstimate difference = {};
  bool operator==(const MeasureDifference&) const = default;
};

struct EventArmComparison {
  std::string arm = "";
  int64_t num_runs = 0;  ///< pairs of runs of the same fold and seed
  int64_t num_folds = 0;
  int64_t num_seeds = 0;
  int64_t num_scenes = 0;
  std::vector<MeasureDifference> measures = {};  ///< the primary one first
  /// Of the primary measure, scenes exchanged: the p value that enters the family.
  metrics::RandomisationTest randomisation = {};
  double holm_p = 1;
  std::vector<FoldDifference> folds = {};  ///< of the primary measure
  /// Empty where the fold differences are equal or fewer than two.
  std::optional<metrics::ResampledTTest> resampled_t = std::nullopt;
  Verdict verdict = Verdict::not_shown;  ///< about the primary measure
  std::vector<std::string> cautions = {};
  bool operator==(const EventArmComparison&) const = default;
};

/// Told of each piece of a comparison's work that is done.
using OnPiece = std::function<void()>;
/// Such pieces of one arm.
inline constexpr int64_t pieces_of_arm =
    std::ssize(core::EnumNames<metrics::EventMeasure>::names) + 1;

/// All but Holm's p and the verdict, which conclude() sets. BadData unless both methods and all
/// seeds of a fold have the same scenes with the same events; InvalidOptions for no runs.
EventArmComparison compare_detectors(const std::string& arm, std::span<const PairedDetections> runs,
                                     std::optional<double> test_to_training,
                                     const ComparisonOptions& options,
                                     const OnPiece& on_piece = {});

/// Sets Holm's p and the verdicts of all arms that are compared with one baseline.
void conclude(std::vector<EventArmComparison>& arms, double level);

/// "crnn is 0.21 PSDS1 above windows [0.18, 0.24], p below 0.001: a difference, ..."
std::string conclusion(const EventArmComparison& comparison, const std::string& baseline,
                       double level);
/// How all numbers came about.
std::string event_method_text(const ComparisonOptions& options, int64_t num_arms);

nlohmann::ordered_json to_json(const EventArmComparison& comparison, const std::string& baseline,
                               double level);

}  // namespace pinna::runs
