#include "pinna/metrics/temperature.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

/// Logarithms of the probabilities, less those of the most probable class: [n, k].
std::vector<double> log_odds(const ClipPredictions& predictions) {
  std::vector<double> logs;
  logs.reserve(predictions.probabilities.size());
  const auto log_of = [](float p) {
    return std::log(static_cast<double>(std::max(p, std::numeric_limits<float>::min())));
  };
  for (int64_t clip = 0; clip < predictions.num_clips(); ++clip) {
    const auto row = predictions.row(clip);
    const double most = log_of(*std::max_element(row.begin(), row.end()));
    for (const float probability : row) logs.push_back(log_of(probability) - most);
  }
  return logs;
}

/// The mean negative log likelihood as a function of beta = 1 / T.
struct Likelihood {
  std::vector<double> logs;
  std::vector<int64_t> targets;
  size_t num_classes = 0;

  struct At {
    double nll = 0;
    double slope = 0;
    double curvature = 0;
  };

  At operator()(double beta) const {
    At at;
    for (size_t clip = 0; clip < targets.size(); ++clip) {
      const std::span row{logs.data() + clip * num_classes, num_classes};
      const double truth = row[static_cast<size_t>(targets[clip])];
      double total = 0;
      double mean = 0;
      double square = 0;
      for (const double log : row) {
        const double weight = std::exp(beta * log);
        total += weight;
        mean += weight * log;
        square += weight * log * log;
      }
      mean /= total;
      at.nll += std::log(total) - beta * truth;
      at.slope += mean - truth;
      at.curvature += square / total - mean * mean;
    }
    const auto clips = static_cast<double>(targets.size());
    return {at.nll / clips, at.slope / clips, at.curvature / clips};
  }
};

/// The root of the increasing slope: Newton's steps, halving where they leave the bracket.
double likeliest_beta(const Likelihood& likelihood) {
  if (likelihood(1).slope == 0) return 1;
  double low = 1 / most_temperature;
  double high = 1 / least_temperature;
  if (likelihood(low).slope >= 0) return low;
  if (likelihood(high).slope <= 0) return high;
  constexpr int most_steps = 200;
  double beta = 1;
  for (int step = 0; step < most_steps; ++step) {
    const auto at = likelihood(beta);
    if (at.slope == 0) break;
    (at.slope < 0 ? low : high) = beta;
    const double newton = beta - at.slope / at.curvature;
    const double next = newton > low && newton < high ? newton : std::sqrt(low * high);
    if (std::abs(next - beta) <= 1e-15 * beta) return next;
    beta = next;
  }
  return beta;
}

}  // namespace

TemperatureFit fit_temperature(const ClipPredictions& predictions) {
  check_predictions(predictions, "predictions to fit a temperature to");
  if (predictions.num_clips() == 0)
    throw core::BadData(
        {.what = "predictions to fit a temperature to", .got = "no clips", .expected = "some"});
  const Likelihood likelihood{.logs = log_odds(predictions),
                              .targets = predictions.targets,
                              .num_classes = predictions.labels.size()};
  const double beta = likeliest_beta(likelihood);
  return {
      .temperature = 1 / beta, .nll_before = likelihood(1).nll, .nll_after = likelihood(beta).nll};
}

ClipPredictions with_temperature(ClipPredictions predictions, double temperature) {
  check_predictions(predictions, "predictions to scale");
  if (!(temperature > 0 && std::isfinite(temperature)))
    throw core::InvalidOptions({.what = "temperature",
                                .got = fmt::format("{}", temperature),
                                .expected = "a positive number"});
  const std::vector<double> logs = log_odds(predictions);
  const size_t k = predictions.labels.size();
  for (size_t first = 0; first < logs.size(); first += k) {
    double total = 0;
    for (size_t i = first; i < first + k; ++i) total += std::exp(logs[i] / temperature);
    for (size_t i = first; i < first + k; ++i)
      predictions.probabilities[i] = static_cast<float>(std::exp(logs[i] / temperature) / total);
  }
  return predictions;
}

}  // namespace pinna::metrics
