#include "pinna/metrics/calibration.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <unordered_set>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

size_t bin_of(double confidence, int64_t num_bins) {
  const double place = std::ceil(confidence * static_cast<double>(num_bins)) - 1;
  return static_cast<size_t>(std::clamp(place, 0.0, static_cast<double>(num_bins - 1)));
}

double squared_distance(std::span<const float> probabilities, int64_t target) {
  double sum = 0;
  for (size_t i = 0; i < probabilities.size(); ++i) {
    const double gap = probabilities[i] - (static_cast<int64_t>(i) == target ? 1.0 : 0.0);
    sum += gap * gap;
  }
  return sum;
}

double negative_log(float probability) {
  return -std::log(static_cast<double>(std::max(probability, std::numeric_limits<float>::min())));
}

/// How often a clip occurs on average: seeds that were pooled.
double predictions_per_clip(const ClipPredictions& predictions) {
  const std::unordered_set<std::string_view> distinct(predictions.clips.begin(),
                                                      predictions.clips.end());
  return static_cast<double>(predictions.num_clips()) / static_cast<double>(distinct.size());
}

/// Wilson over distinct clips.
Interval clip_interval(double hits, int64_t count, double repeats) {
  const auto trials = static_cast<int64_t>(static_cast<double>(count) / repeats + 0.5);
  const double share = count > 0 ? hits / static_cast<double>(count) : 0;
  return wilson_interval(share * static_cast<double>(trials), trials);
}

}  // namespace

Calibration measure_calibration(const ClipPredictions& predictions, int64_t num_bins) {
  check_predictions(predictions, "predictions whose calibration is measured");
  if (predictions.num_clips() == 0)
    throw core::BadData({.what = "predictions whose calibration is measured",
                         .got = "no clips",
                         .expected = "some"});
  if (num_bins < 1)
    throw core::InvalidOptions({.what = "bins of a reliability table",
                                .got = fmt::to_string(num_bins),
                                .expected = "at least 1"});
  Calibration calibration{.scores = {.num_bins = num_bins}};
  calibration.bins.resize(static_cast<size_t>(num_bins));
  std::vector<int64_t> right(static_cast<size_t>(num_bins));
  for (int64_t clip = 0; clip < predictions.num_clips(); ++clip) {
    const auto row = predictions.row(clip);
    const int64_t target = predictions.targets[static_cast<size_t>(clip)];
    const int64_t predicted = predictions.predicted(clip);
    const double confidence = row[static_cast<size_t>(predicted)];
    const size_t index = bin_of(confidence, num_bins);
    ++calibration.bins[index].count;
    calibration.bins[index].confidence += confidence;
    right[index] += predicted == target;
    calibration.scores.brier += squared_distance(row, target);
    calibration.scores.nll += negative_log(row[static_cast<size_t>(target)]);
  }
  const auto clips = static_cast<double>(predictions.num_clips());
  const double repeats = predictions_per_clip(predictions);
  calibration.scores.brier /= clips;
  calibration.scores.nll /= clips;
  for (size_t i = 0; i < calibration.bins.size(); ++i) {
    ReliabilityBin& bin = calibration.bins[i];
    bin.low = static_cast<double>(i) / static_cast<double>(num_bins);
    bin.high = static_cast<double>(i + 1) / static_cast<double>(num_bins);
    const auto hits = static_cast<double>(right[i]);
    bin.accuracy_interval = clip_interval(hits, bin.count, repeats);
    if (bin.count == 0) continue;
    const auto count = static_cast<double>(bin.count);
    calibration.scores.ece += std::abs(hits - bin.confidence) / clips;
    bin.confidence /= count;
    bin.accuracy = hits / count;
  }
  return calibration;
}

}  // namespace pinna::metrics
