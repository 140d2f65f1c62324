#include "pinna/decoding/markov_chain.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::decoding {
namespace {

constexpr double impossible = -std::numeric_limits<double>::infinity();

/// The number of steps.
int64_t check(const MarkovChain& chain, std::span<const double> log_emission) {
  const auto states = static_cast<size_t>(chain.num_states());
  if (states == 0 || chain.log_transition.size() != states * states ||
      log_emission.size() % states != 0)
    throw core::InvalidOptions(
        {.what = "Markov chain",
         .got = fmt::format("{} initial, {} transition and {} emission probabilities", states,
                            chain.log_transition.size(), log_emission.size()),
         .expected = "n, n x n and steps x n"});
  return static_cast<int64_t>(log_emission.size() / states);
}

[[noreturn]] void throw_impossible() {
  throw core::InvalidOptions({.what = "Markov chain", .got = "no possible path"});
}

/// Row `step` of a [steps, states] matrix.
template <class T>
std::span<T> row(std::span<T> matrix, int64_t step, int64_t states) {
  return matrix.subspan(static_cast<size_t>(step * states), static_cast<size_t>(states));
}

}  // namespace

double log_sum(std::span<const double> logs) {
  const auto largest = std::max_element(logs.begin(), logs.end());
  if (largest == logs.end() || *largest == impossible) return impossible;
  double sum = 0;
  for (const double value : logs) sum += std::exp(value - *largest);
  return *largest + std::log(sum);
}

std::vector<int64_t> viterbi(const MarkovChain& chain, std::span<const double> log_emission) {
  const int64_t steps = check(chain, log_emission);
  const int64_t states = chain.num_states();
  if (steps == 0) return {};
  std::vector<double> best(static_cast<size_t>(states));
  for (size_t s = 0; s < best.size(); ++s) best[s] = chain.log_initial[s] + log_emission[s];
  std::vector<int64_t> from(static_cast<size_t>(steps * states));
  for (int64_t step = 1; step < steps; ++step) {
    std::vector<double> next(best.size(), impossible);
    for (size_t to = 0; to < best.size(); ++to) {
      size_t chosen = 0;
      for (size_t s = 0; s < best.size(); ++s) {
        const double score = best[s] + chain.log_transition[s * best.size() + to];
        if (score <= next[to]) continue;
        next[to] = score;
        chosen = s;
      }
      next[to] += row(log_emission, step, states)[to];
      from[static_cast<size_t>(step) * best.size() + to] = static_cast<int64_t>(chosen);
    }
    best = std::move(next);
  }
  const auto last = std::max_element(best.begin(), best.end());
  if (*last == impossible) throw_impossible();
  std::vector<int64_t> path(static_cast<size_t>(steps));
  path.back() = last - best.begin();
  for (int64_t step = steps - 1; step > 0; --step)
    path[static_cast<size_t>(step - 1)] =
        from[static_cast<size_t>(step * states + path[static_cast<size_t>(step)])];
  return path;
}

std::vector<double> state_probabilities(const MarkovChain& chain,
                                        std::span<const double> log_emission) {
  const int64_t steps = check(chain, log_emission);
  const auto states = static_cast<size_t>(chain.num_states());
  std::vector<double> forward(log_emission.size(), impossible);
  std::vector<double> backward(log_emission.size(), 0);
  std::vector<double> terms(states);
  for (int64_t step = 0; step < steps; ++step)
    for (size_t to = 0; to < states; ++to) {
      const size_t cell = static_cast<size_t>(step) * states + to;
      double arriving = chain.log_initial[to];
      if (step > 0) {
        for (size_t s = 0; s < states; ++s)
          terms[s] = forward[cell - to - states + s] + chain.log_transition[s * states + to];
        arriving = log_sum(terms);
      }
      forward[cell] = arriving + log_emission[cell];
    }
  for (int64_t step = steps - 2; step >= 0; --step)
    for (size_t s = 0; s < states; ++s) {
      const size_t next = static_cast<size_t>(step + 1) * states;
      for (size_t to = 0; to < states; ++to)
        terms[to] =
            chain.log_transition[s * states + to] + log_emission[next + to] + backward[next + to];
      backward[static_cast<size_t>(step) * states + s] = log_sum(terms);
    }
  std::vector<double> probabilities(log_emission.size());
  for (int64_t step = 0; step < steps; ++step) {
    const size_t first = static_cast<size_t>(step) * states;
    for (size_t s = 0; s < states; ++s) terms[s] = forward[first + s] + backward[first + s];
    const double total = log_sum(terms);
    if (total == impossible) throw_impossible();
    for (size_t s = 0; s < states; ++s) probabilities[first + s] = std::exp(terms[s] - total);
  }
  return probabilities;
}

}  // namespace pinna::decoding
