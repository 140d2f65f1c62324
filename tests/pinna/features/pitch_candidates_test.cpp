#include "pinna/features/pitch_candidates.h"

#include <cmath>

#include <gtest/gtest.h>

namespace pinna::features {
namespace {

/// 0.9 everywhere but for troughs of the given depths at multiples of ten.
std::vector<float> with_troughs(const std::vector<float>& depths) {
  std::vector<float> values(300, 0.9f);
  for (size_t i = 0; i < depths.size(); ++i) values[10 * (i + 1)] = depths[i];
  return values;
}

std::vector<PitchCandidate> candidates_of(const std::vector<float>& depths) {
  std::vector<PitchCandidate> candidates;
  PitchCandidates(resolved(PyinOptions{})).find(with_troughs(depths), candidates);
  return candidates;
}

TEST(PitchCandidates, BetaDistributionHasClosedForms) {
  for (const double x : {0.01, 0.1, 0.3, 0.9}) {
    // I_x(2, 18) = 1 - (1 - x)^18 (1 + 18 x).
    EXPECT_NEAR(beta_distribution(x, 2, 18), 1 - std::pow(1 - x, 18) * (1 + 18 * x), 1e-13);
    EXPECT_NEAR(beta_distribution(x, 1, 1), x, 1e-14);
    EXPECT_NEAR(beta_distribution(x, 0.5, 0.5), 2 / M_PI * std::asin(std::sqrt(x)), 1e-12);
  }
}

TEST(PitchCandidates, OneTroughTakesTheThresholdsAboveIt) {
  const auto found = candidates_of({0.105f});
  ASSERT_EQ(found.size(), 1u);
  const double below = beta_distribution(0.1, 2, 18);
  EXPECT_NEAR(found[0].probability, 1 - below + 0.01 * below, 1e-6);
  // The trough lies at a lag of 10 + 10 samples.
  EXPECT_EQ(found[0].pitch_bin, std::lround(120 * std::log2(22050 / 20.0 / 65.4064)));
}

TEST(PitchCandidates, TroughsShareWithShorterPeriodsFirst) {
  const auto found = candidates_of({0.0001f, 0.0002f});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_NEAR(found[1].probability / found[0].probability, std::exp(-2), 1e-6);
  EXPECT_NEAR(found[0].probability + found[1].probability, 1, 1e-6);
}

TEST(PitchCandidates, SilenceHasNone) {
  std::vector<PitchCandidate> candidates(3);
  PitchCandidates(resolved(PyinOptions{})).find(std::vector<float>(300, 0.0f), candidates);
  EXPECT_TRUE(candidates.empty());
}

}  // namespace
}  // namespace pinna::features
