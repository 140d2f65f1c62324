#include "pinna/metrics/psds.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

constexpr double seconds_per_hour = 3600;

/// Where one class stands at one operating point.
struct Rates {
  double efpr = 0;
  double tpr = 0;
};

double per_hour(int64_t count, double seconds) {
  return seconds > 0 ? static_cast<double>(count) * seconds_per_hour / seconds : 0;
}

Rates rates_of(const IntersectionReference& reference, const ClassCounts& counts, size_t index,
               double alpha_ct) {
  double cross_triggers = 0;
  for (size_t other = 0; other < reference.labels.size(); ++other)
    cross_triggers += per_hour(counts.cross_triggers[other], reference.seconds[other]);
  // psds_eval divides by all classes, the class itself with its zero among them.
  cross_triggers /= static_cast<double>(reference.labels.size());
  return {
      .efpr = per_hour(counts.false_positives, reference.total_seconds) + alpha_ct * cross_triggers,
      .tpr = static_cast<double>(counts.true_positives) /
             static_cast<double>(reference.counts[index])};
}

/// The best rate of hits with at most so many false alarms, at every number of them that occurs;
/// the point without detections belongs to every detector.
using Steps = std::map<double, double>;
Steps steps_of(const IntersectionReference& reference,
               const std::vector<ClassCounts>& operating_points, size_t index, double alpha_ct) {
  Steps steps{{0.0, 0.0}};
  for (const ClassCounts& counts : operating_points) {
    const Rates rates = rates_of(reference, counts, index, alpha_ct);
    double& tpr = steps[rates.efpr];
    tpr = std::max(tpr, rates.tpr);
  }
  double best = 0;
  for (auto& [efpr, tpr] : steps) tpr = best = std::max(best, tpr);
  return steps;
}

PsdRoc roc_of(const std::vector<Steps>& classes, double alpha_st) {
  PsdRoc roc;
  for (const Steps& steps : classes)
    for (const auto& [efpr, tpr] : steps) roc.efpr.push_back(efpr);
  std::sort(roc.efpr.begin(), roc.efpr.end());
  roc.efpr.erase(std::unique(roc.efpr.begin(), roc.efpr.end()), roc.efpr.end());

  for (const Steps& steps : classes) {
    std::vector<double>& tpr = roc.class_tpr.emplace_back();
    for (const double efpr : roc.efpr) tpr.push_back(std::prev(steps.upper_bound(efpr))->second);
  }
  const auto num_classes = static_cast<double>(classes.size());
  for (size_t i = 0; i < roc.efpr.size(); ++i) {
    double mean = 0;
    for (const auto& tpr : roc.class_tpr) mean += tpr[i] / num_classes;
    double variance = 0;
    for (const auto& tpr : roc.class_tpr) variance += (tpr[i] - mean) * (tpr[i] - mean);
    roc.mean_tpr.push_back(mean);
    roc.effective_tpr.push_back(std::max(0.0, mean - alpha_st * std::sqrt(variance / num_classes)));
  }
  return roc;
}

double area(const PsdRoc& roc, double end) {
  double sum = 0;
  for (size_t i = 0; i < roc.efpr.size() && roc.efpr[i] < end; ++i) {
    const double next = i + 1 < roc.efpr.size() ? std::min(roc.efpr[i + 1], end) : end;
    sum += (next - roc.efpr[i]) * roc.effective_tpr[i];
  }
  return sum;
}

}  // namespace

PsdsOptions psds1() {
  return {.intersection = {.dtc = 0.7, .gtc = 0.7}, .alpha_st = 1};
}

PsdsOptions psds2() {
  return {.intersection = {.dtc = 0.1, .gtc = 0.1}, .alpha_ct = 0.5, .alpha_st = 1};
}

ClassCounts& ClassCounts::operator+=(const ClassCounts& other) {
  true_positives += other.true_positives;
  false_positives += other.false_positives;
  cross_triggers.resize(std::max(cross_triggers.size(), other.cross_triggers.size()));
  for (size_t i = 0; i < other.cross_triggers.size(); ++i)
    cross_triggers[i] += other.cross_triggers[i];
  return *this;
}

PsdsResult psds_of_classes(const IntersectionReference& reference,
                           const std::vector<std::vector<ClassCounts>>& operating_points,
                           const PsdsOptions& options) {
  std::vector<Steps> classes;
  for (size_t index = 0; index < reference.labels.size(); ++index)
    classes.push_back(steps_of(reference, operating_points[index], index, options.alpha_ct));
  PsdsResult result{.roc = roc_of(classes, options.alpha_st)};
  result.max_efpr = options.max_efpr.value_or(result.roc.efpr.back());
  if (result.max_efpr <= 0)
    throw core::InvalidOptions({.what = "PSDS up to the last false alarm",
                                .got = "operating points without any",
                                .fix = "give a number for max_efpr"});
  result.value = area(result.roc, result.max_efpr) / result.max_efpr;
  return result;
}

PsdsResult psds(const IntersectionReference& reference,
                const std::vector<IntersectionCounts>& operating_points,
                const PsdsOptions& options) {
  if (operating_points.empty())
    throw core::InvalidOptions(
        {.what = "PSDS without an operating point", .expected = "at least one"});
  const size_t num_classes = reference.labels.size();
  std::vector<std::vector<ClassCounts>> points(num_classes);
  for (const IntersectionCounts& counts : operating_points)
    for (size_t i = 0; i < num_classes; ++i) {
      const auto row = counts.cross_triggers.begin() + static_cast<ptrdiff_t>(i * num_classes);
      points[i].push_back({.true_positives = counts.true_positives[i],
                           .false_positives = counts.false_positives[i],
                           .cross_triggers = {row, row + static_cast<ptrdiff_t>(num_classes)}});
    }
  return psds_of_classes(reference, points, options);
}

}  // namespace pinna::metrics
