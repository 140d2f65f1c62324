// The mistakes that a method should have been least likely to make.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "pinna/metrics/predictions.h"

namespace pinna::report {

/// Another clip of the same source recording, and how it fared.
struct Sibling {
  std::string clip = "";
  int64_t correct = 0;      ///< right predictions (seeds)
  int64_t predictions = 0;  ///< of so many
};

struct WorstError {
  std::string clip = "";
  int64_t truth = 0;
  int64_t predicted = 0;  ///< by the most surprising of its wrong predictions
  double surprise = 0;    ///< -log of the probability it gave to the true class [nats]
  double truth_probability = 0;
  /// Its most probable classes with their probabilities, at most three.
  std::vector<std::pair<int64_t, double>> top = {};
  int64_t wrong = 0;        ///< wrong predictions (seeds)
  int64_t predictions = 0;  ///< of so many
  std::string source = "";  ///< empty where groups are unknown
  std::vector<Sibling> siblings = {};
};

/// The largest surprise: probabilities below 1e-9 count as that.
inline constexpr double least_probability = 1e-9;

/// One entry a clip with a wrong prediction, the most surprising first (then by name), at most
/// `limit`.
std::vector<WorstError> worst_errors(const metrics::ClipPredictions& predictions, int64_t limit);

/// How many clips have a wrong prediction.
int64_t count_misclassified(const metrics::ClipPredictions& predictions);

}  // namespace pinna::report
