// Several tests at once: p values that stay honest as a family.
#pragma once

#include <span>
#include <vector>

namespace pinna::metrics {

/// Adjusted p values in the order given: the chance of any false finding in the family stays below
/// the level at which they are read (Holm 1979). InvalidOptions for a p outside [0, 1].
std::vector<double> holm(std::span<const double> p);

/// Adjusted p values in the order given: the expected share of false findings among the findings
/// stays below the level, for independent tests (Benjamini and Hochberg 1995).
std::vector<double> benjamini_hochberg(std::span<const double> p);

}  // namespace pinna::metrics
