// t-SNE: a picture of points in which neighbours stay neighbours (van der Maaten and Hinton 2008).
// Exact: time and memory grow with the square of the points, which suits up to a few thousand.
#pragma once

#include <cstdint>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/metrics/projection.h"

namespace pinna::metrics {

struct TsneOptions {
  double perplexity = 30;
  int64_t iterations = 1000;
  double early_exaggeration = 12;
  int64_t exaggerated_iterations = 250;
  uint64_t seed = 1;

  static void fields(auto&& field) {
    field("perplexity", &TsneOptions::perplexity,
          "effective number of neighbours; at most a third of the other points", core::at_least(1));
    field("iterations", &TsneOptions::iterations, "steps of gradient descent in all",
          core::between(1, 100000));
    field("early_exaggeration", &TsneOptions::early_exaggeration,
          "factor on the attraction in the first steps", core::between(1, 100));
    field("exaggerated_iterations", &TsneOptions::exaggerated_iterations, "how many these are",
          core::at_least(0));
    field("seed", &TsneOptions::seed, "of what parts points at the same place");
  }
  bool operator==(const TsneOptions&) const = default;
};

struct Tsne {
  Points picture = {};          ///< [n, 2], mean 0; distances have no unit
  double divergence = 0;        ///< Kullback-Leibler, of the picture from the points [nats]
  double first_divergence = 0;  ///< that of the start
};

/// p(j | i), [n, n]: how near every point finds the others, with Gaussians as wide as gives each
/// row the perplexity, to 1e-6 of it where no neighbours are at the same place. InvalidOptions for
/// a perplexity outside [1, n - 1).
std::vector<double> neighbour_probabilities(const Points& points, double perplexity);

/// Starts from the first two principal components, made small; momentum 0.5 while exaggerated and
/// 0.8 later, a gain for each coordinate, step length n / exaggeration / 4, at least 50 (Belkina
/// et al. 2019). The same options and points give the same picture. InvalidOptions for fewer than
/// four points or a perplexity above (n - 1) / 3.
Tsne tsne(const Points& points, const TsneOptions& options = {});

}  // namespace pinna::metrics
