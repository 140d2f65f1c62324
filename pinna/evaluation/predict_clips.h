// A classifier's probabilities for clips and for whole recordings.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "pinna/data/clip_table.h"
#include "pinna/metrics/predictions.h"

namespace pinna::evaluation {

struct Classifier;

/// Probabilities of the clips `indices` of the table, whose labels must be the classifier's.
metrics::ClipPredictions predict_clips(const Classifier& classifier, const data::ClipTable& table,
                                       const std::vector<int64_t>& indices);

/// What a classifier says about one recording.
struct RecordingPrediction {
  std::filesystem::path file;
  int64_t num_windows = 0;
  std::vector<double> probabilities = {};  ///< [classes], mean over the windows
};

/// Recordings of any length: consecutive windows of the classifier's clip length, the last one
/// fitted as a short clip is. MissingInput or BadData naming the file that cannot be read.
std::vector<RecordingPrediction> predict_recordings(
    const Classifier& classifier, const std::vector<std::filesystem::path>& files);

}  // namespace pinna::evaluation
