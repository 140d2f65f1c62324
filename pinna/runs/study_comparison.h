// All arms of a study against one of them: what comparisons.json holds.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pinna/runs/comparison.h"
#include "pinna/runs/event_comparison.h"
#include "pinna/runs/study_folder.h"

namespace pinna::runs {

inline constexpr std::string_view comparisons_schema = "pinna.comparisons/1";

struct LeftOutRun {
  RunKey key = {};
  std::string reason = "";
  bool operator==(const LeftOutRun&) const = default;
};

struct StudyComparison {
  std::string baseline = "";       ///< of event_arms, and of arms where no run detects events
  std::string clip_baseline = "";  ///< of arms
  ComparisonOptions options = {};
  /// By the clips that they classify, in the study's order; empty where none does.
  std::vector<ArmComparison> arms = {};
  /// By the events that they detect, likewise.
  std::vector<EventArmComparison> event_arms = {};
  std::vector<LeftOutRun> left_out = {};  ///< runs that have no counterpart or no scores
  bool operator==(const StudyComparison&) const = default;
};

/// The arms with an evaluated run, in the order of study.toml's `study.arms`, those it does not
/// name by name.
std::vector<std::string> evaluated_arms(const StudyFolder& study);

using OnComparisonProgress = std::function<void(int64_t done, int64_t total)>;

/// Runs of the same fold and seed are paired, those that classify clips and those that detect
/// events each with a baseline of their kind: the one asked for, else study.toml's
/// `study.clip_baseline` (clips) or `study.baseline`, else the first of evaluated_arms() of that
/// kind. InvalidOptions if no run of a baseline that is named is evaluated, if there are fewer than
/// two arms, or if no arm shares a fold and seed with its baseline; BadData if the arms'
/// predictions or scenes do not fit together. `on_progress` is told of arms of detectors, which
/// take a minute or more.
StudyComparison compare_study(const StudyFolder& study, const ComparisonOptions& options = {},
                              const OnComparisonProgress& on_progress = {});

/// Schema "pinna.comparisons/1": shares, not points; with the sentences.
nlohmann::ordered_json to_json(const StudyComparison& comparison);

/// Writes comparisons.json into the study.
void write_comparison(const StudyFolder& study, const StudyComparison& comparison);
/// The options of the comparison that was written last, if any; BadData if it is damaged.
std::optional<ComparisonOptions> recorded_comparison_options(const StudyFolder& study);

}  // namespace pinna::runs
