#include "pinna/report/worst_errors.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace pinna::report {
namespace {

std::vector<std::pair<int64_t, double>> most_probable(std::span<const float> row) {
  std::vector<int64_t> order(row.size());
  std::iota(order.begin(), order.end(), int64_t{0});
  std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
    return row[static_cast<size_t>(a)] > row[static_cast<size_t>(b)];
  });
  std::vector<std::pair<int64_t, double>> top;
  for (size_t i = 0; i < std::min<size_t>(3, order.size()); ++i)
    top.emplace_back(order[i], row[static_cast<size_t>(order[i])]);
  return top;
}

/// Every clip with its most surprising wrong prediction, if it has one.
std::map<std::string, WorstError> by_clip(const metrics::ClipPredictions& predictions) {
  std::map<std::string, WorstError> clips;
  for (int64_t i = 0; i < predictions.num_clips(); ++i) {
    const auto index = static_cast<size_t>(i);
    const int64_t truth = predictions.targets[index];
    WorstError& entry = clips[predictions.clips[index]];
    entry.clip = predictions.clips[index];
    if (!predictions.groups.empty()) entry.source = predictions.groups[index];
    ++entry.predictions;
    if (predictions.predicted(i) == truth) continue;
    ++entry.wrong;
    const auto row = predictions.row(i);
    const double probability = row[static_cast<size_t>(truth)];
    const double surprise = -std::log(std::max(probability, least_probability));
    if (entry.wrong > 1 && surprise <= entry.surprise) continue;
    entry.truth = truth;
    entry.predicted = predictions.predicted(i);
    entry.surprise = surprise;
    entry.truth_probability = probability;
    entry.top = most_probable(row);
  }
  return clips;
}

}  // namespace

std::vector<WorstError> worst_errors(const metrics::ClipPredictions& predictions, int64_t limit) {
  const auto clips = by_clip(predictions);
  std::map<std::string, std::vector<Sibling>> sources;
  std::vector<WorstError> errors;
  for (const auto& [clip, entry] : clips) {
    if (!entry.source.empty())
      sources[entry.source].push_back({clip, entry.predictions - entry.wrong, entry.predictions});
    if (entry.wrong > 0) errors.push_back(entry);
  }
  std::stable_sort(errors.begin(), errors.end(),
                   [](const auto& a, const auto& b) { return a.surprise > b.surprise; });
  if (std::ssize(errors) > limit) errors.resize(static_cast<size_t>(std::max<int64_t>(0, limit)));
  for (WorstError& error : errors)
    for (const Sibling& sibling : sources[error.source])
      if (sibling.clip != error.clip) error.siblings.push_back(sibling);
  return errors;
}

int64_t count_misclassified(const metrics::ClipPredictions& predictions) {
  int64_t count = 0;
  for (const auto& [clip, entry] : by_clip(predictions)) count += entry.wrong > 0;
  return count;
}

}  // namespace pinna::report
