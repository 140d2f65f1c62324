// Scores of sound events from counts: F, precision, recall, error rates and accuracies, of all
// classes together (micro), of each class, and their mean (macro). The structure is sed_eval's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pinna/core/options.h"
#include "pinna/metrics/event_based.h"
#include "pinna/metrics/event_counts.h"

namespace pinna::metrics {

/// The precision of a class that was never estimated.
enum class EmptyEstimates {
  undefined,   ///< as sed_eval by default: such classes do not enter means
  zero_score,  ///< 0, as DCASE since 2019
};

/// Shares; what has no denominator is undefined and enters no mean.
struct EventScores {
  std::optional<double> f_measure = std::nullopt;
  std::optional<double> precision = std::nullopt;
  std::optional<double> recall = std::nullopt;
  std::optional<double> error_rate = std::nullopt;  ///< substitutions + deletions + insertions
  std::optional<double> substitution_rate = std::nullopt;  ///< of all classes together
  std::optional<double> deletion_rate = std::nullopt;
  std::optional<double> insertion_rate = std::nullopt;
  /// Segments only; 0 where nothing is counted, as in sed_eval.
  std::optional<double> sensitivity = std::nullopt;
  std::optional<double> specificity = std::nullopt;
  std::optional<double> balanced_accuracy = std::nullopt;
  std::optional<double> accuracy = std::nullopt;
  bool operator==(const EventScores&) const = default;
};

enum class CountedUnits { segments, events };

EventScores score(const EventCounts& counts, CountedUnits units,
                  EmptyEstimates empty = EmptyEstimates::undefined);

/// Scores of one kind of units.
struct EventScoreTable {
  std::vector<std::string> labels = {};
  EventTally tally = {};
  EventScores overall = {};                  ///< micro averages
  std::vector<EventScores> class_wise = {};  ///< in the order of the labels
  EventScores class_wise_average = {};       ///< macro averages over what is defined
};

EventScoreTable score(const EventTally& tally, std::vector<std::string> labels, CountedUnits units,
                      EmptyEstimates empty = EmptyEstimates::undefined);

/// {"overall", "class_wise", "class_wise_average"} as sed_eval's results(); undefined is null.
nlohmann::ordered_json to_json(const EventScoreTable& table, CountedUnits units);

}  // namespace pinna::metrics

template <>
struct pinna::core::EnumNames<pinna::metrics::EmptyEstimates> {
  static constexpr std::array names{std::pair{metrics::EmptyEstimates::undefined, "undefined"},
                                    std::pair{metrics::EmptyEstimates::zero_score, "zero_score"}};
};
