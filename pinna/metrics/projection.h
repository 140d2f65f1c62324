// Points of many dimensions in a plane: where they spread most, and how true a picture is.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pinna::metrics {

/// n points of d dimensions, row-major [n, d].
struct Points {
  int64_t count = 0;
  int64_t dims = 0;
  std::vector<double> values = {};

  Points() = default;
  Points(int64_t count, int64_t dims)
      : count(count), dims(dims), values(static_cast<size_t>(count * dims)) {}
  std::span<const double> row(int64_t point) const {
    return {values.data() + point * dims, static_cast<size_t>(dims)};
  }
  std::span<double> row(int64_t point) {
    return {values.data() + point * dims, static_cast<size_t>(dims)};
  }
  bool operator==(const Points&) const = default;
};

/// InvalidOptions unless there are `least` points of at least one dimension, as many values as the
/// shape says and all of them finite.
void check_points(const Points& points, int64_t least);

/// Squared distances between all pairs, [n, n].
std::vector<double> squared_distances(const Points& points);

struct PrincipalComponents {
  Points scores = {};                  ///< [n, components], mean 0
  std::vector<double> variances = {};  ///< (n - 1) of each, largest first
  double total_variance = 0;           ///< of all directions together

  /// Of the whole variance; 0 where all points are equal.
  double share(int64_t component) const;
};

/// The directions of greatest variance, by subspace iteration: what the singular value
/// decomposition of the centred points gives. Signs are such that the largest score of a component
/// in size is positive. InvalidOptions for fewer than two points or more components than
/// min(n, d).
PrincipalComponents principal_components(const Points& points, int64_t components);

/// How far neighbours in the picture are neighbours in truth: 1 where all `neighbours` nearest
/// points of every point in `picture` are among its nearest in `points`, about 1/2 for a random
/// picture (Venna and Kaski 2001). Of equal distances the earlier point is nearer. InvalidOptions
/// unless 1 <= neighbours < n / 2 and both have n points.
double trustworthiness(const Points& points, const Points& picture, int64_t neighbours);

}  // namespace pinna::metrics
