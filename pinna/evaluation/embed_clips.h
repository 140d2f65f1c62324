// What a network makes of clips before it decides: the numbers that its last layer is given.
#pragma once

#include <cstdint>
#include <vector>

#include "pinna/data/clip_table.h"

namespace pinna::evaluation {

struct Classifier;

struct Embeddings {
  int64_t dims = 0;
  std::vector<float> values = {};  ///< [clips, dims]
};

/// Of the clips `indices` of the table, in that order; in evaluation mode and float32, of the clips
/// as they are, without shifts.
Embeddings embed_clips(const Classifier& classifier, const data::ClipTable& table,
                       const std::vector<int64_t>& indices);

}  // namespace pinna::evaluation
