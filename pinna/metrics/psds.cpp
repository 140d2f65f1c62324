#include "pinna/metrics/psds.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

constexpr double seconds_per_hour = 3600;

double per_hour(int64_t count, double seconds) {
  return seconds > 0 ? static_cast<double>(count) * seconds_per_hour / seconds : 0;
}

/// Of the points of one class the best rate of hits with at most so many false alarms, at every
/// number of them that occurs.
void make_steps(std::vector<OperatingPoint>& points) {
  points.push_back({});
  std::sort(points.begin(), points.end(), [](const OperatingPoint& a, const OperatingPoint& b) {
    return a.efpr != b.efpr ? a.efpr < b.efpr : a.tpr > b.tpr;
  });
  const auto same = [](const OperatingPoint& a, const OperatingPoint& b) {
    return a.efpr == b.efpr;
  };
  points.erase(std::unique(points.begin(), points.end(), same), points.end());
  double best = 0;
  for (OperatingPoint& point : points) point.tpr = best = std::max(best, point.tpr);
}

/// The rates of hits at each of `efpr`, all ascending.
std::vector<double> at_each(const std::vector<double>& efpr,
                            const std::vector<OperatingPoint>& steps) {
  std::vector<double> tpr;
  tpr.reserve(efpr.size());
  size_t step = 0;
  for (const double rate : efpr) {
    while (step + 1 < steps.size() && steps[step + 1].efpr <= rate) ++step;
    tpr.push_back(steps[step].tpr);
  }
  return tpr;
}

PsdRoc roc_of(const std::vector<std::vector<OperatingPoint>>& classes, double alpha_st) {
  PsdRoc roc;
  for (const auto& steps : classes)
    for (const OperatingPoint& point : steps) roc.efpr.push_back(point.efpr);
  std::sort(roc.efpr.begin(), roc.efpr.end());
  roc.efpr.erase(std::unique(roc.efpr.begin(), roc.efpr.end()), roc.efpr.end());
  for (const auto& steps : classes) roc.class_tpr.push_back(at_each(roc.efpr, steps));

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

OperatingPoint operating_point(const ReferenceTotals& totals, const ClassCounts& counts,
                               size_t index, double alpha_ct) {
  double efpr = per_hour(counts.false_positives, totals.total_seconds);
  if (alpha_ct > 0) {
    double cross_triggers = 0;
    for (size_t other = 0; other < counts.cross_triggers.size(); ++other)
      cross_triggers += per_hour(counts.cross_triggers[other], totals.seconds[other]);
    // psds_eval divides by all classes, the class itself with its zero among them.
    efpr += alpha_ct * cross_triggers / static_cast<double>(counts.cross_triggers.size());
  }
  return {.efpr = efpr,
          .tpr = static_cast<double>(counts.true_positives) /
                 static_cast<double>(totals.counts[index])};
}

PsdsResult psds_of_classes(std::vector<std::vector<OperatingPoint>> classes,
                           const PsdsOptions& options) {
  for (auto& points : classes) make_steps(points);
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
  std::vector<std::vector<OperatingPoint>> points(num_classes);
  for (const IntersectionCounts& counts : operating_points)
    for (size_t i = 0; i < num_classes; ++i) {
      const auto row = counts.cross_triggers.begin() + static_cast<ptrdiff_t>(i * num_classes);
      const ClassCounts of_class{
          .true_positives = counts.true_positives[i],
          .false_positives = counts.false_positives[i],
          .cross_triggers = {row, row + static_cast<ptrdiff_t>(num_classes)}};
      points[i].push_back(operating_point(reference.totals, of_class, i, options.alpha_ct));
    }
  return psds_of_classes(std::move(points), options);
}

}  // namespace pinna::metrics
