#include "pinna/metrics/projection.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/parallel.h"
#include "pinna/core/random.h"

namespace pinna::metrics {
namespace {

constexpr int64_t spare_directions = 8;  ///< iterated along, so that close variances separate
constexpr int64_t most_iterations = 1000;
constexpr double settled = 1e-13;  ///< change of the variances, relative to the largest

double dot(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

Points centred(const Points& points) {
  Points result = points;
  for (int64_t d = 0; d < points.dims; ++d) {
    double mean = 0;
    for (int64_t i = 0; i < points.count; ++i) mean += points.row(i)[static_cast<size_t>(d)];
    mean /= static_cast<double>(points.count);
    for (int64_t i = 0; i < points.count; ++i) result.row(i)[static_cast<size_t>(d)] -= mean;
  }
  return result;
}

/// Rows become orthogonal and of length 1 (modified Gram-Schmidt, twice); those that vanish, zero.
void orthonormalize(Points& directions) {
  for (int64_t i = 0; i < directions.count; ++i) {
    auto row = directions.row(i);
    const double before = std::sqrt(dot(row, row));
    for (int pass = 0; pass < 2; ++pass)
      for (int64_t j = 0; j < i; ++j) {
        const auto other = directions.row(j);
        const double share = dot(row, other);
        for (size_t d = 0; d < row.size(); ++d) row[d] -= share * other[d];
      }
    const double length = std::sqrt(dot(row, row));
    const double factor = length > 1e-12 * before && length > 0 ? 1 / length : 0;
    for (double& value : row) value *= factor;
  }
}

/// Scores of the points along the directions, [n, directions].
Points along(const Points& points, const Points& directions) {
  Points scores(points.count, directions.count);
  core::parallel_for(points.count, 0, [&](int64_t i, int) {
    for (int64_t j = 0; j < directions.count; ++j)
      scores.row(i)[static_cast<size_t>(j)] = dot(points.row(i), directions.row(j));
  });
  return scores;
}

/// The directions times the scatter matrix of the points.
Points scattered(const Points& points, const Points& scores) {
  Points result(scores.dims, points.dims);
  core::parallel_for(scores.dims, 0, [&](int64_t j, int) {
    auto row = result.row(j);
    for (int64_t i = 0; i < points.count; ++i) {
      const double weight = scores.row(i)[static_cast<size_t>(j)];
      const auto point = points.row(i);
      for (size_t d = 0; d < row.size(); ++d) row[d] += weight * point[d];
    }
  });
  return result;
}

/// Eigenvectors of a small symmetric matrix as rows, largest eigenvalue first (Jacobi rotations).
std::vector<std::pair<double, std::vector<double>>> eigenvectors(Points matrix) {
  const auto n = static_cast<size_t>(matrix.count);
  const auto at = [&](size_t i, size_t j) -> double& { return matrix.values[i * n + j]; };
  std::vector<double> basis(n * n);
  for (size_t i = 0; i < n; ++i) basis[i * n + i] = 1;
  for (int sweep = 0; sweep < 60; ++sweep) {
    double off = 0, all = 0;
    for (size_t i = 0; i < n; ++i)
      for (size_t j = 0; j < n; ++j) (i == j ? all : off) += at(i, j) * at(i, j);
    if (off <= 1e-30 * (all + off)) break;
    for (size_t p = 0; p < n; ++p)
      for (size_t q = p + 1; q < n; ++q) {
        if (at(p, q) == 0) continue;
        const double theta = (at(q, q) - at(p, p)) / (2 * at(p, q));
        const double t = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::hypot(theta, 1.0));
        const double c = 1 / std::hypot(t, 1.0), s = t * c;
        const auto rotate = [&](double& a, double& b) {
          const double old = a;
          a = c * old - s * b;
          b = s * old + c * b;
        };
        for (size_t k = 0; k < n; ++k) rotate(at(k, p), at(k, q));
        for (size_t k = 0; k < n; ++k) rotate(at(p, k), at(q, k));
        for (size_t k = 0; k < n; ++k) rotate(basis[p * n + k], basis[q * n + k]);
      }
  }
  std::vector<std::pair<double, std::vector<double>>> pairs;
  for (size_t i = 0; i < n; ++i)
    pairs.emplace_back(at(i, i), std::vector<double>(basis.begin() + static_cast<long>(i * n),
                                                     basis.begin() + static_cast<long>(i * n + n)));
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  return pairs;
}

/// The directions turned within their space until the scores along them are uncorrelated, and the
/// sums of their squares, largest first (Rayleigh and Ritz).
std::vector<double> turn_to_axes(Points& directions, const Points& scores) {
  Points products(scores.dims, scores.dims);
  for (int64_t i = 0; i < scores.count; ++i)
    for (int64_t a = 0; a < scores.dims; ++a)
      for (int64_t b = 0; b < scores.dims; ++b)
        products.row(a)[static_cast<size_t>(b)] +=
            scores.row(i)[static_cast<size_t>(a)] * scores.row(i)[static_cast<size_t>(b)];
  std::vector<double> sums;
  Points turned(directions.count, directions.dims);
  for (const auto& [sum, weights] : eigenvectors(std::move(products))) {
    auto row = turned.row(std::ssize(sums));
    for (int64_t j = 0; j < directions.count; ++j)
      for (size_t d = 0; d < row.size(); ++d)
        row[d] += weights[static_cast<size_t>(j)] * directions.row(j)[d];
    sums.push_back(std::max(0.0, sum));
  }
  directions = std::move(turned);
  return sums;
}

Points random_directions(int64_t count, int64_t dims) {
  Points directions(count, dims);
  core::Random random(0, "principal components");
  for (double& value : directions.values) value = random.normal();
  orthonormalize(directions);
  return directions;
}

void make_largest_positive(Points& scores) {
  for (int64_t j = 0; j < scores.dims; ++j) {
    double largest = 0;
    for (int64_t i = 0; i < scores.count; ++i) {
      const double score = scores.row(i)[static_cast<size_t>(j)];
      if (std::abs(score) > std::abs(largest)) largest = score;
    }
    if (largest < 0)
      for (int64_t i = 0; i < scores.count; ++i) scores.row(i)[static_cast<size_t>(j)] *= -1;
  }
}

/// Every other point's rank by distance from `point`: 1 for the nearest; 0 for itself.
std::vector<int64_t> ranks_around(const std::vector<double>& distances, int64_t count,
                                  int64_t point) {
  std::vector<int64_t> order(static_cast<size_t>(count));
  std::iota(order.begin(), order.end(), int64_t{0});
  const double* row = distances.data() + point * count;
  std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
    if (a == point || b == point) return a == point && b != point;
    return row[a] < row[b];
  });
  std::vector<int64_t> ranks(static_cast<size_t>(count));
  for (size_t rank = 0; rank < order.size(); ++rank)
    ranks[static_cast<size_t>(order[rank])] = static_cast<int64_t>(rank);
  return ranks;
}

}  // namespace

void check_points(const Points& points, int64_t least) {
  const auto fail = [&](std::string got, std::string expected) {
    throw core::InvalidOptions(
        {.what = "points to project", .got = std::move(got), .expected = std::move(expected)});
  };
  if (points.count < least || points.dims < 1)
    fail(fmt::format("{} points of {} dimensions", points.count, points.dims),
         fmt::format("at least {} of at least 1", least));
  if (std::ssize(points.values) != points.count * points.dims)
    fail(fmt::format("{} values", points.values.size()),
         fmt::format("{} x {}", points.count, points.dims));
  if (!std::ranges::all_of(points.values, [](double value) { return std::isfinite(value); }))
    fail("a value that is not finite", "finite values");
}

std::vector<double> squared_distances(const Points& points) {
  std::vector<double> distances(static_cast<size_t>(points.count * points.count));
  core::parallel_for(points.count, 0, [&](int64_t i, int) {
    const auto a = points.row(i);
    for (int64_t j = 0; j < points.count; ++j) {
      const auto b = points.row(j);
      double sum = 0;
      for (size_t d = 0; d < a.size(); ++d) sum += (a[d] - b[d]) * (a[d] - b[d]);
      distances[static_cast<size_t>(i * points.count + j)] = sum;
    }
  });
  return distances;
}

double PrincipalComponents::share(int64_t component) const {
  return total_variance > 0 ? variances.at(static_cast<size_t>(component)) / total_variance : 0;
}

PrincipalComponents principal_components(const Points& points, int64_t components) {
  check_points(points, 2);
  const int64_t most = std::min(points.count, points.dims);
  if (components < 1 || components > most)
    throw core::InvalidOptions({.what = "principal components",
                                .got = fmt::to_string(components),
                                .expected = fmt::format("1 to {}", most)});
  const Points whole = centred(points);
  Points directions = random_directions(std::min(components + spare_directions, most), points.dims);
  std::vector<double> sums, before;
  for (int64_t iteration = 0; iteration < most_iterations; ++iteration) {
    sums = turn_to_axes(directions, along(whole, directions));
    double change = before.empty() ? HUGE_VAL : 0;
    for (size_t i = 0; i < static_cast<size_t>(components) && !before.empty(); ++i)
      change = std::max(change, std::abs(sums[i] - before[i]));
    if (change <= settled * sums.front()) break;
    before = sums;
    directions = scattered(whole, along(whole, directions));
    orthonormalize(directions);
  }
  PrincipalComponents found;
  directions.count = components;
  directions.values.resize(static_cast<size_t>(components * points.dims));
  found.scores = along(whole, directions);
  make_largest_positive(found.scores);
  const auto freedom = static_cast<double>(points.count - 1);
  for (int64_t i = 0; i < components; ++i)
    found.variances.push_back(sums[static_cast<size_t>(i)] / freedom);
  found.total_variance = dot(whole.values, whole.values) / freedom;
  return found;
}

double trustworthiness(const Points& points, const Points& picture, int64_t neighbours) {
  check_points(points, 3);
  check_points(picture, 3);
  const int64_t n = points.count;
  if (picture.count != n || neighbours < 1 || 2 * neighbours >= n)
    throw core::InvalidOptions(
        {.what = "trustworthiness",
         .got = fmt::format("{} neighbours of {} and {} points", neighbours, n, picture.count),
         .expected = "equally many points, and fewer neighbours than half of them"});
  const auto far = squared_distances(points), near = squared_distances(picture);
  std::vector<int64_t> intrusions(static_cast<size_t>(n));
  core::parallel_for(n, 0, [&](int64_t i, int) {
    const auto truth = ranks_around(far, n, i), shown = ranks_around(near, n, i);
    for (int64_t j = 0; j < n; ++j)
      if (j != i && shown[static_cast<size_t>(j)] <= neighbours)
        intrusions[static_cast<size_t>(i)] +=
            std::max<int64_t>(0, truth[static_cast<size_t>(j)] - neighbours);
  });
  const auto sum =
      static_cast<double>(std::accumulate(intrusions.begin(), intrusions.end(), int64_t{0}));
  const auto k = static_cast<double>(neighbours), count = static_cast<double>(n);
  return 1 - 2 * sum / (count * k * (2 * count - 3 * k - 1));
}

}  // namespace pinna::metrics
