// For statistics_scipy_test.py: one JSON question a line on standard input, one JSON answer a line
// on standard output.
#include <iostream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "pinna/metrics/bootstrap.h"
#include "pinna/metrics/calibration.h"
#include "pinna/metrics/distributions.h"
#include "pinna/metrics/mcnemar.h"
#include "pinna/metrics/multiple_tests.h"
#include "pinna/metrics/resampled_t.h"
#include "pinna/metrics/sign_flip.h"
#include "pinna/metrics/signed_rank.h"
#include "pinna/metrics/temperature.h"

namespace {

using nlohmann::json;
using namespace pinna::metrics;
using Values = std::vector<double>;

ClipPredictions predictions_of(const json& question) {
  ClipPredictions predictions{.targets = question.at("targets")};
  for (const json& row : question.at("probabilities"))
    for (const json& p : row) predictions.probabilities.push_back(p);
  for (size_t i = 0; i < predictions.targets.size(); ++i)
    predictions.clips.push_back(std::to_string(i));
  for (size_t i = 0; i < question.at("probabilities").at(0).size(); ++i)
    predictions.labels.push_back(std::to_string(i));
  return predictions;
}

json answer(const json& question) {
  const std::string what = question.at("what");
  const auto number = [&](const char* key) { return question.at(key).get<double>(); };
  const auto values = [&](const char* key) { return question.at(key).get<Values>(); };
  if (what == "beta") return regularized_beta(number("x"), number("a"), number("b"));
  if (what == "t") return student_t_cdf(number("t"), number("v"));
  if (what == "t_two_sided") return student_t_two_sided(number("t"), number("v"));
  if (what == "normal") return normal_cdf(number("x"));
  if (what == "mcnemar") {
    const McNemarTest test =
        mcnemar(question.at("b").get<int64_t>(), question.at("c").get<int64_t>());
    return {{"p", test.p}, {"mid_p", test.mid_p}};
  }
  if (what == "wilcoxon") {
    const SignedRankTest test =
        signed_rank_test(values("x"), question.at("method") == "exact" ? SignedRankMethod::exact
                                                                       : SignedRankMethod::normal);
    return {{"p", test.p}, {"statistic", std::min(test.positive_sum, test.negative_sum)}};
  }
  if (what == "sign_flip") return sign_flip_test(values("x")).p;
  if (what == "holm") return holm(values("p"));
  if (what == "benjamini_hochberg") return benjamini_hochberg(values("p"));
  if (what == "resampled_t") {
    const auto test = corrected_resampled_t(values("x"), number("ratio"), number("level"));
    return {{"p", test->p}, {"low", test->interval.low}, {"high", test->interval.high}};
  }
  if (what == "intervals") {
    const std::vector<Values> leave_one_out{values("leave_one_out")};
    const Interval percentile = percentile_interval(values("distribution"), number("level"));
    const Interval bca =
        bca_interval(values("distribution"), number("value"), leave_one_out, number("level"));
    return {{"percentile", {percentile.low, percentile.high}}, {"bca", {bca.low, bca.high}}};
  }
  if (what == "calibration") {
    const Calibration calibration = measure_calibration(predictions_of(question));
    return {{"ece", calibration.scores.ece},
            {"brier", calibration.scores.brier},
            {"nll", calibration.scores.nll}};
  }
  if (what == "temperature") {
    const TemperatureFit fit = fit_temperature(predictions_of(question));
    return {{"temperature", fit.temperature}, {"nll", fit.nll_after}};
  }
  throw std::invalid_argument("no such question: " + what);
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);)
    std::cout << answer(json::parse(line)).dump() << '\n';
  return 0;
}
