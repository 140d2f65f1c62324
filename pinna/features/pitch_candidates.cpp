#include "pinna/features/pitch_candidates.h"

#include <algorithm>
#include <cmath>

#include "pinna/features/yin_difference.h"

namespace pinna::features {
namespace {

/// Lentz's evaluation of the continued fraction of I_x(a, b) (NIST DLMF 8.17.22).
double beta_fraction(double x, double a, double b) {
  constexpr double least = 1e-300;
  constexpr int most_terms = 2000;
  const auto away_from_zero = [](double value) { return std::abs(value) < least ? least : value; };
  double c = 1, d = 1 / away_from_zero(1 - (a + b) * x / (a + 1)), fraction = d;
  for (int m = 1; m < most_terms; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    double change = 1;
    for (const double term : {even, odd}) {
      d = 1 / away_from_zero(1 + term * d);
      c = away_from_zero(1 + term / c);
      change = c * d;
      fraction *= change;
    }
    if (std::abs(change - 1) < 1e-15) break;
  }
  return fraction;
}

/// Probability of each of the thresholds 1 / count, 2 / count, ..., 1.
std::vector<double> threshold_weights(const PyinOptions& options) {
  std::vector<double> weights;
  double below = 0;
  for (int64_t i = 1; i <= options.n_thresholds; ++i) {
    const double threshold = static_cast<double>(i) / static_cast<double>(options.n_thresholds);
    const double next = beta_distribution(threshold, options.beta_a, options.beta_b);
    weights.push_back(next - below);
    below = next;
  }
  return weights;
}

}  // namespace

double beta_distribution(double x, double a, double b) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double log_front =
      a * std::log(x) + b * std::log1p(-x) + std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b);
  if (x <= (a + 1) / (a + b + 2)) return std::exp(log_front) / a * beta_fraction(x, a, b);
  return 1 - std::exp(log_front) / b * beta_fraction(1 - x, b, a);
}

PitchCandidates::PitchCandidates(const PyinOptions& options)
    : options_(options), threshold_weights_(threshold_weights(options)) {}

void PitchCandidates::find(std::span<const float> differences,
                           std::vector<PitchCandidate>& candidates) const {
  candidates.clear();
  thread_local std::vector<int64_t> troughs;
  thread_local std::vector<float> heights;
  thread_local std::vector<double> chances;
  troughs.clear();
  heights.clear();
  for (int64_t i = 0; i < static_cast<int64_t>(differences.size()); ++i) {
    if (!is_trough(differences, i)) continue;
    troughs.push_back(i);
    heights.push_back(differences[static_cast<size_t>(i)]);
  }
  if (troughs.empty()) return;
  chances.assign(troughs.size(), 0.0);
  add_probabilities(heights, chances);
  for (size_t i = 0; i < troughs.size(); ++i) {
    const double probability = static_cast<float>(chances[i]);
    if (probability == 0) continue;
    const auto lag = static_cast<double>(options_.pitch.min_period() + troughs[i]);
    const int64_t bin = pitch_bin(lag + parabolic_shift(differences, troughs[i]));
    if (bin == options_.num_pitch_bins()) continue;
    // Of two troughs in one bin the longer period counts, as in librosa.
    const auto same = std::find_if(candidates.begin(), candidates.end(),
                                   [&](const auto& other) { return other.pitch_bin == bin; });
    if (same == candidates.end()) {
      candidates.push_back({bin, probability});
    } else {
      same->probability = probability;
    }
  }
}

/// For each threshold, the troughs below it share its weight, shorter periods getting more.
void PitchCandidates::add_probabilities(std::span<const float> heights,
                                        std::span<double> chances) const {
  const auto lowest = std::min_element(heights.begin(), heights.end());
  const double decay = std::exp(-options_.boltzmann_parameter);
  double no_trough = 0;
  for (size_t t = 0; t < threshold_weights_.size(); ++t) {
    const double threshold =
        static_cast<double>(t + 1) / static_cast<double>(threshold_weights_.size());
    const auto is_below = [&](float height) { return static_cast<double>(height) < threshold; };
    if (!is_below(*lowest)) {
      no_trough += threshold_weights_[t];
      continue;
    }
    const auto count = static_cast<double>(std::count_if(heights.begin(), heights.end(), is_below));
    double share = threshold_weights_[t] * -std::expm1(-options_.boltzmann_parameter) /
                   -std::expm1(-options_.boltzmann_parameter * count);
    for (size_t i = 0; i < heights.size(); ++i) {
      if (!is_below(heights[i])) continue;
      chances[i] += share;
      share *= decay;
    }
  }
  chances[static_cast<size_t>(lowest - heights.begin())] += options_.no_trough_prob * no_trough;
}

/// num_pitch_bins for pitches beyond the grid.
int64_t PitchCandidates::pitch_bin(double period) const {
  const double pitch = static_cast<double>(options_.pitch.sample_rate) / period;
  const double steps = static_cast<double>(12 * options_.bins_per_semitone()) *
                       std::log2(pitch / options_.pitch.f_min);
  return std::clamp<int64_t>(static_cast<int64_t>(std::nearbyint(steps)), 0,
                             options_.num_pitch_bins());
}

}  // namespace pinna::features
