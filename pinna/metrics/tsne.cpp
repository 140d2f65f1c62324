#include "pinna/metrics/tsne.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/parallel.h"
#include "pinna/core/random.h"

namespace pinna::metrics {
namespace {

constexpr double least_probability = 1e-12;

/// One row of neighbour probabilities for a precision (1 / (2 variance)), and its entropy [nats].
/// Distances are taken from the nearest, which changes nothing but keeps the largest weight 1.
double fill_row(std::span<const double> distances, int64_t point, double nearest, double precision,
                std::span<double> row) {
  double sum = 0, weighted = 0;
  for (size_t j = 0; j < row.size(); ++j) {
    const double excess = distances[j] - nearest;
    row[j] = static_cast<int64_t>(j) == point ? 0 : std::exp(-precision * excess);
    sum += row[j];
    weighted += row[j] * excess;
  }
  for (double& value : row) value /= sum;
  return std::log(sum) + precision * weighted / sum;
}

/// Bisection on the precision, which the entropy falls with.
void fit_row(std::span<const double> distances, int64_t point, double entropy,
             std::span<double> row) {
  double nearest = HUGE_VAL, mean = 0;
  for (size_t j = 0; j < row.size(); ++j)
    if (static_cast<int64_t>(j) != point) {
      nearest = std::min(nearest, distances[j]);
      mean += distances[j] / static_cast<double>(row.size() - 1);
    }
  double low = 0, high = HUGE_VAL;
  double precision = mean > nearest ? 1 / (mean - nearest) : 1;
  for (int step = 0; step < 200; ++step) {
    const double excess = fill_row(distances, point, nearest, precision, row) - entropy;
    if (std::abs(excess) < 1e-7) return;
    (excess > 0 ? low : high) = precision;
    precision = std::isinf(high) ? 2 * precision : low + (high - low) / 2;
    if (!std::isfinite(precision) || precision <= low || precision >= high) return;
  }
}

/// p_ij = (p(j | i) + p(i | j)) / 2n.
std::vector<double> joint_probabilities(const Points& points, double perplexity) {
  const std::vector<double> conditional = neighbour_probabilities(points, perplexity);
  const auto n = static_cast<size_t>(points.count);
  std::vector<double> joint(n * n);
  for (size_t i = 0; i < n; ++i)
    for (size_t j = 0; j < n; ++j)
      if (i != j)
        joint[i * n + j] = std::max(
            (conditional[i * n + j] + conditional[j * n + i]) / (2 * static_cast<double>(n)),
            least_probability);
  return joint;
}

Points start_of(const Points& points, uint64_t seed) {
  constexpr double start_deviation = 1e-4;
  Points start(points.count, 2);
  const auto components = principal_components(points, std::min<int64_t>(2, points.dims));
  const double deviation = std::sqrt(components.variances.front());
  core::Random random(seed, "t-SNE");
  for (int64_t i = 0; i < points.count; ++i)
    for (size_t d = 0; d < 2; ++d) {
      const double score = static_cast<int64_t>(d) < components.scores.dims && deviation > 0
                               ? components.scores.row(i)[d] / deviation
                               : 0;
      start.row(i)[d] = start_deviation * (score + 0.01 * random.normal());
    }
  return start;
}

/// 1 + squared distance in the picture, whose inverse is Student's t with one degree of freedom.
double spread(std::span<const double> a, std::span<const double> b) {
  const double x = a[0] - b[0], y = a[1] - b[1];
  return 1 + x * x + y * y;
}

/// The picture and how it moves. Sums go over rows in order, so threads change nothing.
class Descent {
 public:
  Descent(std::vector<double> joint, Points start, double rate)
      : joint_(std::move(joint)),
        picture_(std::move(start)),
        rate_(rate),
        velocity_(picture_.values.size()),
        gains_(picture_.values.size(), 1) {}

  const Points& picture() const { return picture_; }

  double divergence() const {
    const double all = normalizer();
    const int64_t n = picture_.count;
    std::vector<double> rows(static_cast<size_t>(n));
    core::parallel_for(n, 0, [&](int64_t i, int) {
      for (int64_t j = 0; j < n; ++j) {
        if (i == j) continue;
        const double p = joint_[static_cast<size_t>(i * n + j)];
        const double q = 1 / (spread(picture_.row(i), picture_.row(j)) * all);
        rows[static_cast<size_t>(i)] += p * std::log(p / std::max(q, least_probability));
      }
    });
    return std::accumulate(rows.begin(), rows.end(), 0.0);
  }

  void step(double exaggeration, double momentum) {
    const std::vector<double> gradient = gradient_of(exaggeration);
    for (size_t i = 0; i < gradient.size(); ++i) {
      const bool goes_on = gradient[i] * velocity_[i] < 0;
      gains_[i] = std::max(0.01, goes_on ? gains_[i] + 0.2 : gains_[i] * 0.8);
      velocity_[i] = momentum * velocity_[i] - rate_ * gains_[i] * gradient[i];
      picture_.values[i] += velocity_[i];
    }
    centre();
  }

 private:
  double normalizer() const {
    std::vector<double> rows(static_cast<size_t>(picture_.count));
    core::parallel_for(picture_.count, 0, [&](int64_t i, int) {
      double sum = -1;  // the point itself
      for (int64_t j = 0; j < picture_.count; ++j)
        sum += 1 / spread(picture_.row(i), picture_.row(j));
      rows[static_cast<size_t>(i)] = sum;
    });
    return std::accumulate(rows.begin(), rows.end(), 0.0);
  }

  /// 4 sum_j (p_ij - q_ij) (y_i - y_j) / (1 + |y_i - y_j|^2): attraction and repulsion are summed
  /// apart, because the normalizer of q is known only at the end.
  std::vector<double> gradient_of(double exaggeration) const {
    const int64_t n = picture_.count;
    std::vector<double> attraction(picture_.values.size()), repulsion(attraction.size());
    std::vector<double> sums(static_cast<size_t>(n));
    core::parallel_for(n, 0, [&](int64_t i, int) {
      const auto at = picture_.row(i);
      const double* p = joint_.data() + i * n;
      double pull_x = 0, pull_y = 0, push_x = 0, push_y = 0, sum = 0;
      for (int64_t j = 0; j < n; ++j) {
        const auto other = picture_.row(j);
        const double x = at[0] - other[0], y = at[1] - other[1];
        const double weight = 1 / (1 + x * x + y * y);
        sum += weight;
        pull_x += p[j] * weight * x;
        pull_y += p[j] * weight * y;
        push_x += weight * weight * x;
        push_y += weight * weight * y;
      }
      const auto first = static_cast<size_t>(2 * i);
      attraction[first] = pull_x;
      attraction[first + 1] = pull_y;
      repulsion[first] = push_x;
      repulsion[first + 1] = push_y;
      sums[static_cast<size_t>(i)] = sum - 1;
    });
    const double all = std::accumulate(sums.begin(), sums.end(), 0.0);
    for (size_t i = 0; i < attraction.size(); ++i)
      attraction[i] = 4 * (exaggeration * attraction[i] - repulsion[i] / all);
    return attraction;
  }

  void centre() {
    for (size_t d = 0; d < 2; ++d) {
      double mean = 0;
      for (int64_t i = 0; i < picture_.count; ++i) mean += picture_.row(i)[d];
      mean /= static_cast<double>(picture_.count);
      for (int64_t i = 0; i < picture_.count; ++i) picture_.row(i)[d] -= mean;
    }
  }

  std::vector<double> joint_;
  Points picture_;
  double rate_;
  std::vector<double> velocity_, gains_;
};

}  // namespace

std::vector<double> neighbour_probabilities(const Points& points, double perplexity) {
  check_points(points, 3);
  const int64_t n = points.count;
  if (!(perplexity >= 1 && perplexity < static_cast<double>(n - 1)))
    throw core::InvalidOptions({.what = "perplexity",
                                .got = fmt::format("{}", perplexity),
                                .expected = fmt::format("1 to less than {}", n - 1)});
  const std::vector<double> distances = squared_distances(points);
  std::vector<double> probabilities(distances.size());
  const double entropy = std::log(perplexity);
  core::parallel_for(n, 0, [&](int64_t i, int) {
    const auto begin = static_cast<size_t>(i * n), count = static_cast<size_t>(n);
    fit_row(std::span(distances).subspan(begin, count), i, entropy,
            std::span(probabilities).subspan(begin, count));
  });
  return probabilities;
}

Tsne tsne(const Points& points, const TsneOptions& options) {
  core::check_options(options, "t-SNE");
  check_points(points, 4);
  const double most = static_cast<double>(points.count - 1) / 3;
  if (options.perplexity > most)
    throw core::InvalidOptions(
        {.what = "perplexity",
         .got = fmt::format("{}", options.perplexity),
         .expected = fmt::format("at most {:.4g}, a third of the other points", most),
         .fix = "make it smaller or take more clips"});
  const double rate =
      std::max(50.0, static_cast<double>(points.count) / options.early_exaggeration / 4);
  Descent descent(joint_probabilities(points, options.perplexity), start_of(points, options.seed),
                  rate);
  Tsne result{.first_divergence = descent.divergence()};
  for (int64_t i = 0; i < options.iterations; ++i) {
    const bool is_early = i < options.exaggerated_iterations;
    descent.step(is_early ? options.early_exaggeration : 1, is_early ? 0.5 : 0.8);
  }
  result.picture = descent.picture();
  result.divergence = descent.divergence();
  return result;
}

}  // namespace pinna::metrics
