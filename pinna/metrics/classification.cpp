#include "pinna/metrics/classification.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

double ratio(double numerator, double denominator) {
  return denominator > 0 ? numerator / denominator : 0;
}

double f1_of(double precision, double recall) {
  return ratio(2 * precision * recall, precision + recall);
}

/// Whether fewer than k classes rank above the true one; of equals the earlier ranks higher.
bool among_top(std::span<const float> scores, int64_t target, int64_t k) {
  const float own = scores[static_cast<size_t>(target)];
  int64_t above = 0;
  for (int64_t i = 0; i < static_cast<int64_t>(scores.size()); ++i) {
    const float other = scores[static_cast<size_t>(i)];
    above += other > own || (other == own && i < target);
  }
  return above < k;
}

ConfusionMatrix count_confusions(const ClipPredictions& predictions) {
  ConfusionMatrix confusion{.labels = predictions.labels};
  const int64_t k = predictions.num_classes();
  confusion.counts.resize(static_cast<size_t>(k * k));
  for (int64_t i = 0; i < predictions.num_clips(); ++i)
    ++confusion.counts[static_cast<size_t>(predictions.targets[static_cast<size_t>(i)] * k +
                                           predictions.predicted(i))];
  return confusion;
}

/// Wilson over distinct clips: `count` of `total` predictions, `repeats` predictions a clip.
Interval clip_interval(int64_t count, int64_t total, double repeats, double level) {
  const auto trials = static_cast<int64_t>(static_cast<double>(total) / repeats + 0.5);
  const double share = ratio(static_cast<double>(count), static_cast<double>(total));
  return wilson_interval(share * static_cast<double>(trials), trials, level);
}

ClassScores score_class(const ConfusionMatrix& confusion, int64_t index, double repeats,
                        double level) {
  const int64_t hits = confusion.at(index, index);
  const int64_t support = confusion.row_sum(index);
  ClassScores scores{.label = confusion.labels[static_cast<size_t>(index)], .support = support};
  scores.precision =
      ratio(static_cast<double>(hits), static_cast<double>(confusion.column_sum(index)));
  scores.recall = ratio(static_cast<double>(hits), static_cast<double>(support));
  scores.f1 = f1_of(scores.precision, scores.recall);
  scores.recall_interval = clip_interval(hits, support, repeats, level);
  return scores;
}

AveragedScores macro_average(const std::vector<ClassScores>& per_class) {
  AveragedScores mean;
  for (const ClassScores& scores : per_class) {
    mean.precision += scores.precision;
    mean.recall += scores.recall;
    mean.f1 += scores.f1;
  }
  const auto classes = static_cast<double>(per_class.size());
  return {mean.precision / classes, mean.recall / classes, mean.f1 / classes};
}

int64_t distinct(const std::vector<std::string>& clips) {
  return static_cast<int64_t>(
      std::unordered_set<std::string_view>(clips.begin(), clips.end()).size());
}

}  // namespace

int64_t ConfusionMatrix::row_sum(int64_t truth) const {
  int64_t sum = 0;
  for (int64_t i = 0; i < num_classes(); ++i) sum += at(truth, i);
  return sum;
}

int64_t ConfusionMatrix::column_sum(int64_t predicted) const {
  int64_t sum = 0;
  for (int64_t i = 0; i < num_classes(); ++i) sum += at(i, predicted);
  return sum;
}

std::vector<double> ConfusionMatrix::row_per_cent() const {
  std::vector<double> shares;
  shares.reserve(counts.size());
  for (int64_t truth = 0; truth < num_classes(); ++truth) {
    const auto sum = static_cast<double>(row_sum(truth));
    for (int64_t i = 0; i < num_classes(); ++i)
      shares.push_back(100 * ratio(static_cast<double>(at(truth, i)), sum));
  }
  return shares;
}

std::vector<Confusion> worst_confusions(const ConfusionMatrix& confusion, int64_t limit) {
  std::vector<Confusion> found;
  for (int64_t truth = 0; truth < confusion.num_classes(); ++truth)
    for (int64_t predicted = 0; predicted < confusion.num_classes(); ++predicted)
      if (truth != predicted && confusion.at(truth, predicted) > 0)
        found.push_back({truth, predicted, confusion.at(truth, predicted)});
  std::stable_sort(found.begin(), found.end(),
                   [](const Confusion& a, const Confusion& b) { return a.count > b.count; });
  if (static_cast<int64_t>(found.size()) > limit) found.resize(static_cast<size_t>(limit));
  return found;
}

ClassificationScores score(const ClipPredictions& predictions, const ScoringOptions& options) {
  check_predictions(predictions, "predictions to score");
  const int64_t n = predictions.num_clips();
  if (n == 0)
    throw core::BadData({.what = "predictions to score", .got = "no clips", .expected = "some"});
  if (options.top_k < 1)
    throw core::InvalidOptions(
        {.what = "top_k", .got = fmt::to_string(options.top_k), .expected = "at least 1"});

  ClassificationScores scores{.num_predictions = n,
                              .num_clips = distinct(predictions.clips),
                              .level = options.level,
                              .top_k = std::min(options.top_k, predictions.num_classes()),
                              .confusion = count_confusions(predictions)};
  const double repeats = static_cast<double>(n) / static_cast<double>(scores.num_clips);
  int64_t hits = 0;
  for (int64_t i = 0; i < predictions.num_classes(); ++i) {
    hits += scores.confusion.at(i, i);
    scores.per_class.push_back(score_class(scores.confusion, i, repeats, options.level));
  }
  int64_t among = 0;
  for (int64_t i = 0; i < n; ++i)
    among +=
        among_top(predictions.row(i), predictions.targets[static_cast<size_t>(i)], scores.top_k);

  scores.accuracy = ratio(static_cast<double>(hits), static_cast<double>(n));
  scores.accuracy_interval = clip_interval(hits, n, repeats, options.level);
  scores.top_k_accuracy = ratio(static_cast<double>(among), static_cast<double>(n));
  scores.macro = macro_average(scores.per_class);
  scores.calibration = measure_calibration(predictions).scores;
  // With one label a clip, false positives and false negatives are the same errors.
  scores.micro = {scores.accuracy, scores.accuracy, scores.accuracy};
  return scores;
}

}  // namespace pinna::metrics
