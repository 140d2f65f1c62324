// Two methods that were run on the same folds with the same seeds, scored by something that is no
// mean over recordings: intervals and a test of the difference.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "pinna/metrics/bootstrap.h"

namespace pinna::metrics {

/// One fold with one seed. Unit i of the first method and unit i of the second are the same
/// recording; cells of one fold have the same recordings in the same order.
struct PairedCell {
  int64_t fold = 0;
  uint64_t seed = 0;
  int64_t num_units = 0;  ///< recordings
  /// The score where the first method's unit i counts weights[i] times, and the second's
  /// weights[num_units + i] times. Called from several threads at a time.
  std::function<double(std::span<const int64_t> weights)> value = nullptr;
};

struct PairedEstimate {
  double first = 0;                   ///< mean over the cells
  double second = 0;                  ///< likewise
  std::vector<double> by_cell = {};   ///< second minus first, of each cell
  BootstrapEstimate difference = {};  ///< second minus first
};

/// Recordings are drawn with replacement within each fold, the same draw for both methods and all
/// seeds; seeds too where `seeds` says so. The same seed gives the same numbers on any number of
/// threads. InvalidOptions for no cells, cells of one fold with different numbers of units, and
/// fewer than two units.
PairedEstimate estimate_paired(std::span<const PairedCell> cells, SeedLevel seeds,
                               const BootstrapOptions& options, int threads);

struct RandomisationTest {
  double p = 1;      ///< two-sided; the observed difference counts as one of the draws
  double floor = 1;  ///< 1 / (draws + 1)
  bool operator==(const RandomisationTest&) const = default;
};

/// The methods' outputs are exchanged recording by recording with probability one half, all seeds
/// of a recording together (approximate randomisation, Noreen 1989): how often is the mean
/// difference at least as large as the one observed? Throws as estimate_paired.
RandomisationTest randomise_paired(std::span<const PairedCell> cells, int64_t draws, uint64_t seed,
                                   int threads);

}  // namespace pinna::metrics
