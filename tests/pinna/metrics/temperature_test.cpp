#include "pinna/metrics/temperature.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"
#include "pinna/metrics/calibration.h"

namespace pinna::metrics {
namespace {

/// Truths are drawn from softmax(z); the predictions claim softmax(z * sharpness).
ClipPredictions claims(double sharpness, int64_t clips) {
  core::Random random(3, "claims");
  ClipPredictions predictions{.labels = {"a", "b", "c", "d"}};
  for (int64_t clip = 0; clip < clips; ++clip) {
    std::vector<double> logits, honest, claimed;
    for (int i = 0; i < 4; ++i) logits.push_back(2 * random.normal());
    for (const double z : logits) {
      honest.push_back(std::exp(z));
      claimed.push_back(std::exp(z * sharpness));
    }
    double rest = random.uniform() * std::accumulate(honest.begin(), honest.end(), 0.0);
    int64_t target = 0;
    while (target < 3 && rest >= honest[static_cast<size_t>(target)])
      rest -= honest[static_cast<size_t>(target++)];
    predictions.clips.push_back(std::to_string(clip));
    predictions.targets.push_back(target);
    const double total = std::accumulate(claimed.begin(), claimed.end(), 0.0);
    for (const double value : claimed)
      predictions.probabilities.push_back(static_cast<float>(value / total));
  }
  return predictions;
}

TEST(Temperature, RecoversTheOneThatWasAppliedAndCalibrates) {
  for (const double sharpness : {0.4, 1.0, 3.0}) {
    const auto predictions = claims(sharpness, 20000);
    const TemperatureFit fit = fit_temperature(predictions);
    EXPECT_NEAR(fit.temperature / sharpness, 1, 0.03);
    const auto scaled = with_temperature(predictions, fit.temperature);
    EXPECT_NEAR(measure_calibration(scaled).scores.nll, fit.nll_after, 1e-6);
    EXPECT_LT(measure_calibration(scaled).scores.ece, 0.02);
    EXPECT_LE(fit.nll_after, fit.nll_before);
    EXPECT_NEAR(fit_temperature(scaled).temperature, 1, 1e-5);
  }
}

TEST(Temperature, NoOtherTemperatureIsLikelier) {
  const auto predictions = claims(3, 300);
  const TemperatureFit fit = fit_temperature(predictions);
  for (const double factor : {0.5, 0.99, 1.01, 2.0})
    EXPECT_GT(
        measure_calibration(with_temperature(predictions, factor * fit.temperature)).scores.nll,
        fit.nll_after);
}

TEST(Temperature, TheOrderOfTheClassesStays) {
  const auto predictions = claims(1, 200);
  for (const double temperature : {0.5, 5.0}) {
    const auto scaled = with_temperature(predictions, temperature);
    for (int64_t clip = 0; clip < 200; ++clip)
      EXPECT_EQ(scaled.predicted(clip), predictions.predicted(clip));
  }
}

TEST(Temperature, LimitsAreReturnedWhereThereIsNoOptimum) {
  ClipPredictions all_right{.labels = {"a", "b"},
                            .clips = {"1", "2"},
                            .targets = {0, 1},
                            .probabilities = {0.9F, 0.1F, 0.2F, 0.8F}};
  EXPECT_DOUBLE_EQ(fit_temperature(all_right).temperature, least_temperature);
  all_right.targets = {1, 0};
  EXPECT_DOUBLE_EQ(fit_temperature(all_right).temperature, most_temperature);
  all_right.probabilities = {0.5F, 0.5F, 0.5F, 0.5F};
  EXPECT_EQ(fit_temperature(all_right).temperature, 1);
  all_right.probabilities = {1, 0, 0, 1};
  EXPECT_TRUE(std::isfinite(fit_temperature(all_right).nll_before));
}

TEST(Temperature, WhatCannotBeFittedIsRefused) {
  EXPECT_THROW(fit_temperature({.labels = {"a"}}), core::BadData);
  EXPECT_THROW(with_temperature(claims(1, 2), 0), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::metrics
