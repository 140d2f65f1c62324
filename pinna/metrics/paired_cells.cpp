#include "pinna/metrics/paired_cells.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/parallel.h"
#include "pinna/core/random.h"

namespace pinna::metrics {
namespace {

using Weights = std::vector<int64_t>;

/// The cells by fold and by seed, so that one drawing can serve several of them.
class Design {
 public:
  explicit Design(std::span<const PairedCell> cells) : cells_(cells) {
    for (const PairedCell& cell : cells) {
      const auto [found, is_new] = units_.emplace(cell.fold, cell.num_units);
      if (cell.num_units < 2 || found->second != cell.num_units)
        throw core::InvalidOptions({.what = fmt::format("recordings of fold {}", cell.fold),
                                    .got = fmt::to_string(cell.num_units),
                                    .expected = "at least two, the same for every seed"});
      seeds_.emplace(cell.seed, static_cast<int64_t>(seeds_.size()));
    }
    if (cells.empty()) throw core::InvalidOptions({.what = "runs to compare", .got = "none"});
  }

  std::span<const PairedCell> cells() const { return cells_; }
  const std::map<int64_t, int64_t>& units() const { return units_; }  ///< of each fold
  int64_t num_seeds() const { return static_cast<int64_t>(seeds_.size()); }
  int64_t seed_index(uint64_t seed) const { return seeds_.at(seed); }

 private:
  std::span<const PairedCell> cells_;
  std::map<int64_t, int64_t> units_;
  std::map<uint64_t, int64_t> seeds_;
};

/// Scores of both methods where unit i counts weights[i] times.
std::pair<double, double> scores_of(const PairedCell& cell, const Weights& weights) {
  Weights both(weights.size() * 2);
  std::copy(weights.begin(), weights.end(), both.begin());
  const double first = cell.value(both);
  std::fill(both.begin(), both.end(), 0);
  std::copy(weights.begin(), weights.end(), both.begin() + std::ssize(weights));
  return {first, cell.value(both)};
}

double difference_of(const PairedCell& cell, const Weights& weights) {
  const auto [first, second] = scores_of(cell, weights);
  return second - first;
}

/// Mean over the cells, each weighted as its seed; `fallback` where chance drew no seed of any.
double weighted_mean(const Design& design, std::span<const double> by_cell,
                     const Weights& seed_weights, double fallback) {
  double sum = 0;
  double count = 0;
  for (size_t i = 0; i < by_cell.size(); ++i) {
    const auto weight = static_cast<double>(
        seed_weights[static_cast<size_t>(design.seed_index(design.cells()[i].seed))]);
    sum += weight * by_cell[i];
    count += weight;
  }
  return count > 0 ? sum / count : fallback;
}

Weights drawn_weights(int64_t count, core::Random& random) {
  Weights weights(static_cast<size_t>(count));
  for (int64_t i = 0; i < count; ++i) ++weights[static_cast<size_t>(random.below(count))];
  return weights;
}

double draw(const Design& design, bool draws_seeds, double observed, core::Random random) {
  std::map<int64_t, Weights> weights;
  for (const auto& [fold, units] : design.units())
    weights.emplace(fold, drawn_weights(units, random));
  const Weights seed_weights = draws_seeds ? drawn_weights(design.num_seeds(), random)
                                           : Weights(static_cast<size_t>(design.num_seeds()), 1);
  std::vector<double> by_cell;
  for (const PairedCell& cell : design.cells()) {
    const int64_t weight = seed_weights[static_cast<size_t>(design.seed_index(cell.seed))];
    by_cell.push_back(weight > 0 ? difference_of(cell, weights.at(cell.fold)) : 0);
  }
  return weighted_mean(design, by_cell, seed_weights, observed);
}

/// The mean difference without each recording of each fold.
std::vector<double> without_each_unit(const Design& design, std::span<const double> by_cell,
                                      int threads) {
  std::vector<std::pair<int64_t, int64_t>> left_out;  // fold, unit
  for (const auto& [fold, units] : design.units())
    for (int64_t unit = 0; unit < units; ++unit) left_out.emplace_back(fold, unit);
  const double total = std::accumulate(by_cell.begin(), by_cell.end(), 0.0);
  std::vector<double> means(left_out.size());
  core::parallel_for(std::ssize(left_out), threads, [&](int64_t index, int) {
    const auto& [fold, unit] = left_out[static_cast<size_t>(index)];
    Weights weights(static_cast<size_t>(design.units().at(fold)), 1);
    weights[static_cast<size_t>(unit)] = 0;
    double sum = total;
    for (size_t i = 0; i < by_cell.size(); ++i)
      if (design.cells()[i].fold == fold)
        sum += difference_of(design.cells()[i], weights) - by_cell[i];
    means[static_cast<size_t>(index)] = sum / static_cast<double>(by_cell.size());
  });
  return means;
}

std::vector<double> without_each_seed(const Design& design, std::span<const double> by_cell,
                                      double mean) {
  std::vector<double> means;
  for (int64_t seed = 0; seed < design.num_seeds(); ++seed) {
    Weights weights(static_cast<size_t>(design.num_seeds()), 1);
    weights[static_cast<size_t>(seed)] = 0;
    means.push_back(weighted_mean(design, by_cell, weights, mean));
  }
  return means;
}

double deviation_of(const std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / (count - 1));
}

}  // namespace

PairedEstimate estimate_paired(std::span<const PairedCell> cells, SeedLevel seeds,
                               const BootstrapOptions& options, int threads) {
  core::check_options(options);
  const Design design(cells);
  PairedEstimate estimate;
  for (const PairedCell& cell : cells) {
    const auto [first, second] = scores_of(cell, Weights(static_cast<size_t>(cell.num_units), 1));
    estimate.first += first / static_cast<double>(cells.size());
    estimate.second += second / static_cast<double>(cells.size());
    estimate.by_cell.push_back(second - first);
  }
  const double observed = estimate.second - estimate.first;
  const bool draws_seeds = seeds == SeedLevel::resampled && design.num_seeds() > 1;

  std::vector<double> distribution(static_cast<size_t>(options.resamples));
  core::parallel_for(options.resamples, threads, [&](int64_t index, int) {
    distribution[static_cast<size_t>(index)] =
        draw(design, draws_seeds, observed, core::Random(options.seed, "paired cells", {index}));
  });
  std::vector<std::vector<double>> leave_one_out{
      without_each_unit(design, estimate.by_cell, threads)};
  if (draws_seeds) leave_one_out.push_back(without_each_seed(design, estimate.by_cell, observed));
  estimate.difference = {.value = observed,
                         .deviation = deviation_of(distribution),
                         .percentile = percentile_interval(distribution, options.level),
                         .bca = bca_interval(distribution, observed, leave_one_out, options.level)};
  return estimate;
}

RandomisationTest randomise_paired(std::span<const PairedCell> cells, int64_t draws, uint64_t seed,
                                   int threads) {
  const Design design(cells);
  const auto mean_difference = [&](const std::map<int64_t, Weights>& swapped) {
    double sum = 0;
    for (const PairedCell& cell : cells) {
      // One side has the first method's output where the other has the second's.
      const Weights& is_swapped = swapped.at(cell.fold);
      Weights one_side(is_swapped.size() * 2);
      Weights other_side(is_swapped.size() * 2);
      for (size_t i = 0; i < is_swapped.size(); ++i) {
        one_side[i] = other_side[i + is_swapped.size()] = 1 - is_swapped[i];
        other_side[i] = one_side[i + is_swapped.size()] = is_swapped[i];
      }
      sum += cell.value(other_side) - cell.value(one_side);
    }
    return sum / static_cast<double>(cells.size());
  };
  std::map<int64_t, Weights> none;
  for (const auto& [fold, units] : design.units())
    none.emplace(fold, Weights(static_cast<size_t>(units)));
  // What differs in the last bits is as large.
  const double observed = std::abs(mean_difference(none)) - 1e-12;

  std::vector<int64_t> is_as_large(static_cast<size_t>(draws));
  core::parallel_for(draws, threads, [&](int64_t index, int) {
    core::Random random(seed, "randomisation", {index});
    std::map<int64_t, Weights> swapped = none;
    for (auto& [fold, weights] : swapped)
      for (int64_t& weight : weights) weight = random.below(2);
    is_as_large[static_cast<size_t>(index)] = std::abs(mean_difference(swapped)) >= observed;
  });
  const auto count = std::accumulate(is_as_large.begin(), is_as_large.end(), int64_t{0});
  const auto all = static_cast<double>(draws + 1);
  return {.p = static_cast<double>(count + 1) / all, .floor = 1 / all};
}

}  // namespace pinna::metrics
