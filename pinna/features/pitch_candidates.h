// The first half of pYIN: which pitches a frame may have, and how probable each is. References:
// Mauch and Dixon, pYIN, a fundamental frequency estimator using probabilistic threshold
// distributions, ICASSP 2014; librosa.pyin 0.11.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pinna/features/pyin_options.h"

namespace pinna::features {

struct PitchCandidate {
  int64_t pitch_bin = 0;   ///< steps of the grid above f_min
  double probability = 0;  ///< above 0
};

/// Immutable once made; may serve any number of threads.
class PitchCandidates {
 public:
  /// Takes resolved options.
  explicit PitchCandidates(const PyinOptions& options);

  /// `differences`: a frame of YinDifference. Pitch bins are in [0, num_pitch_bins) and occur once.
  /// `candidates` is overwritten.
  void find(std::span<const float> differences, std::vector<PitchCandidate>& candidates) const;

 private:
  void add_probabilities(std::span<const float> heights, std::span<double> chances) const;
  int64_t pitch_bin(double period) const;

  PyinOptions options_;
  std::vector<double> threshold_weights_;  ///< probability of each threshold
};

/// The regularised incomplete beta function I_x(a, b): the distribution function of beta variables.
double beta_distribution(double x, double a, double b);

}  // namespace pinna::features
