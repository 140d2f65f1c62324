#include "pinna/report/misclassified.h"

#include <algorithm>
#include <map>

namespace pinna::report {

std::vector<Misclassified> misclassified(const metrics::ClipPredictions& predictions) {
  std::map<std::string, Misclassified> by_clip;
  for (int64_t i = 0; i < predictions.num_clips(); ++i) {
    const std::string& clip = predictions.clips[static_cast<size_t>(i)];
    const int64_t truth = predictions.targets[static_cast<size_t>(i)];
    const int64_t predicted = predictions.predicted(i);
    Misclassified& entry = by_clip[clip];
    ++entry.predictions;
    if (predicted == truth) continue;
    ++entry.wrong;
    const auto row = predictions.row(i);
    const float probability = row[static_cast<size_t>(predicted)];
    if (entry.wrong > 1 && probability <= entry.probability) continue;
    entry.clip = clip;
    entry.truth = truth;
    entry.predicted = predicted;
    entry.probability = probability;
    entry.truth_probability = row[static_cast<size_t>(truth)];
  }
  std::vector<Misclassified> found;
  for (const auto& [clip, entry] : by_clip)
    if (entry.wrong > 0) found.push_back(entry);
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.probability > b.probability; });
  return found;
}

}  // namespace pinna::report
