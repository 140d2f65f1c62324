#include "pinna/decoding/markov_chain.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::decoding {
namespace {

constexpr double impossible = -std::numeric_limits<double>::infinity();

std::vector<double> random_logs(size_t count, core::Random& random) {
  std::vector<double> logs(count);
  for (double& value : logs) value = std::log(random.uniform(0.01, 1));
  return logs;
}

struct Problem {
  MarkovChain chain;
  std::vector<double> emission;
  int64_t steps;
};

Problem random_problem(int64_t states, int64_t steps, uint64_t seed) {
  core::Random random(seed);
  const auto n = static_cast<size_t>(states);
  Problem problem{.chain = {random_logs(n, random), random_logs(n * n, random)},
                  .emission = random_logs(n * static_cast<size_t>(steps), random),
                  .steps = steps};
  if (seed % 2 == 0) problem.chain.log_transition[1] = impossible;
  return problem;
}

double score_of(const Problem& problem, const std::vector<int64_t>& path) {
  const int64_t n = problem.chain.num_states();
  double score = problem.chain.log_initial[static_cast<size_t>(path[0])];
  for (size_t step = 0; step < path.size(); ++step) {
    score += problem.emission[static_cast<size_t>(static_cast<int64_t>(step) * n + path[step])];
    if (step > 0)
      score += problem.chain.log_transition[static_cast<size_t>(path[step - 1] * n + path[step])];
  }
  return score;
}

/// Calls `visit` for every path there is.
template <class Visit>
void for_each_path(const Problem& problem, const Visit& visit) {
  const int64_t n = problem.chain.num_states();
  const auto count = static_cast<int64_t>(std::pow(n, problem.steps));
  for (int64_t number = 0; number < count; ++number) {
    std::vector<int64_t> path;
    for (int64_t rest = number; std::ssize(path) < problem.steps; rest /= n)
      path.push_back(rest % n);
    visit(path);
  }
}

TEST(MarkovChain, TheBestPathIsTheBestOfAllPaths) {
  for (uint64_t seed = 1; seed <= 20; ++seed)
    for (const int64_t states : {1, 2, 3}) {
      const Problem problem = random_problem(states, 6, seed);
      if (states == 1 && seed % 2 == 0) continue;  // its one transition is impossible
      std::vector<int64_t> best;
      double best_score = impossible;
      for_each_path(problem, [&](const std::vector<int64_t>& path) {
        if (const double score = score_of(problem, path); score > best_score) {
          best_score = score;
          best = path;
        }
      });
      EXPECT_EQ(viterbi(problem.chain, problem.emission), best);
    }
}

TEST(MarkovChain, ProbabilitiesAreSumsOverAllPaths) {
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    const Problem problem = random_problem(3, 5, seed);
    std::vector<double> expected(15);
    double total = 0;
    for_each_path(problem, [&](const std::vector<int64_t>& path) {
      const double weight = std::exp(score_of(problem, path));
      total += weight;
      for (size_t step = 0; step < path.size(); ++step)
        expected[3 * step + static_cast<size_t>(path[step])] += weight;
    });
    for (double& value : expected) value /= total;
    EXPECT_THAT(state_probabilities(problem.chain, problem.emission),
                testing::Pointwise(testing::DoubleNear(1e-12), expected));
  }
}

TEST(MarkovChain, LongChainsDoNotUnderflow) {
  const MarkovChain chain{{std::log(0.5), std::log(0.5)},
                          {std::log(0.9), std::log(0.1), std::log(0.1), std::log(0.9)}};
  const std::vector<double> emission(200000, -700);
  for (const double probability : state_probabilities(chain, emission))
    ASSERT_NEAR(probability, 0.5, 1e-9);
  EXPECT_EQ(viterbi(chain, emission).size(), 100000u);
  EXPECT_TRUE(viterbi(chain, {}).empty());
}

TEST(MarkovChain, SizesMustFitAndAPathMustExist) {
  const std::vector<double> emission(4, 0.0);
  EXPECT_THROW(viterbi({{0, 0}, {0, 0, 0}}, emission), core::InvalidOptions);
  EXPECT_THROW(viterbi({}, emission), core::InvalidOptions);
  EXPECT_THROW(state_probabilities({{0, 0, 0}, std::vector<double>(9)}, emission),
               core::InvalidOptions);
  EXPECT_THROW(viterbi({{impossible, impossible}, {0, 0, 0, 0}}, emission), core::InvalidOptions);
  EXPECT_THROW(state_probabilities({{impossible, impossible}, {0, 0, 0, 0}}, emission),
               core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::decoding
