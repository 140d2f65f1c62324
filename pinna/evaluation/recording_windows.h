// Recordings of any length as clips of the length that a classifier hears.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "pinna/data/clip_table.h"

namespace pinna::evaluation {

struct Classifier;

/// The windows of the recordings as clips, labelled with the first class for want of a truth;
/// `owner` says which recording each belongs to.
struct RecordingWindows {
  data::ClipTable table = {};
  std::vector<size_t> owner = {};
};

/// Consecutive windows of the classifier's clip length, at least one a recording. MissingInput or
/// BadData naming the file that cannot be read.
RecordingWindows recording_windows(const Classifier& classifier,
                                   const std::vector<std::filesystem::path>& files);

}  // namespace pinna::evaluation
