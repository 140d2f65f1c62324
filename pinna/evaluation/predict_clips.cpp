#include "pinna/evaluation/predict_clips.h"

#include <numeric>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/clip_batches.h"
#include "pinna/evaluation/predict_logits.h"
#include "pinna/evaluation/recording_windows.h"

namespace pinna::evaluation {
namespace {

LogitTable logits_of(const Classifier& classifier, const data::ClipTable& table,
                     const std::vector<int64_t>& indices) {
  data::BatchLoader loader = clip_loader(classifier, table, indices);
  return predict_logits(*classifier.model, loader, classifier.evaluation);
}

}  // namespace

metrics::ClipPredictions predict_clips(const Classifier& classifier, const data::ClipTable& table,
                                       const std::vector<int64_t>& indices) {
  if (table.labels != classifier.labels)
    throw core::BadData(
        {.what = "the data's labels differ from the classifier's",
         .got = fmt::format("{} labels", table.labels.size()),
         .expected = fmt::format("the {} labels it was trained on", classifier.labels.size()),
         .where = table.root.string()});
  const LogitTable logits = logits_of(classifier, table, indices);
  metrics::ClipPredictions predictions{
      .labels = table.labels,
      .targets = logits.targets,
      .probabilities = logits.probabilities(classifier.temperature)};
  for (const int64_t index : logits.clips) {
    const data::Clip& clip = table.clip(index);
    predictions.clips.push_back(clip.id);
    predictions.groups.push_back(clip.group.empty() ? clip.id : clip.group);
  }
  return predictions;
}

std::vector<RecordingPrediction> predict_recordings(
    const Classifier& classifier, const std::vector<std::filesystem::path>& files) {
  const RecordingWindows windows = recording_windows(classifier, files);
  std::vector<int64_t> all(windows.owner.size());
  std::iota(all.begin(), all.end(), int64_t{0});
  const LogitTable logits = logits_of(classifier, windows.table, all);
  const std::vector<float> probabilities = logits.probabilities(classifier.temperature);

  std::vector<RecordingPrediction> predictions;
  for (const auto& file : files)
    predictions.push_back(
        {.file = file, .probabilities = std::vector<double>(classifier.labels.size())});
  for (size_t window = 0; window < windows.owner.size(); ++window) {
    RecordingPrediction& prediction = predictions[windows.owner[window]];
    ++prediction.num_windows;
    for (size_t label = 0; label < classifier.labels.size(); ++label)
      prediction.probabilities[label] += probabilities[window * classifier.labels.size() + label];
  }
  for (RecordingPrediction& prediction : predictions)
    for (double& probability : prediction.probabilities)
      probability /= static_cast<double>(prediction.num_windows);
  return predictions;
}

}  // namespace pinna::evaluation
