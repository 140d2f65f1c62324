// Grad-CAM: where in its input a network finds what speaks for a class (Selvaraju et al. 2017).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "pinna/data/clip_table.h"
#include "pinna/features/feature_matrix.h"

namespace pinna::models {
class Model;
}

namespace pinna::evaluation {

struct Classifier;

/// For inputs [batch, channels, bins, frames] and a class each: relu(sum_k a_k A_k), A_k being the
/// maps of `block` and a_k the mean over its places of the gradient of the class's logit; brought
/// to [batch, bins, frames] by bilinear interpolation. float32, at least 0. The network is in
/// evaluation mode meanwhile and keeps no gradient. InvalidOptions that lists the blocks for an
/// unknown one, and for one whose output has no places in time and frequency.
at::Tensor grad_cam(models::Model& model, const at::Tensor& inputs, const std::string& block,
                    const std::vector<int64_t>& targets);

/// The last block that has places: the one that a network is usually explained with.
inline constexpr const char* default_block = "layer4";

/// What a classifier finds in one clip.
struct Explanation {
  int64_t clip = 0;                        ///< index into the table
  int64_t target = 0;                      ///< class that is explained
  std::vector<double> probabilities = {};  ///< [classes], of the clip as it is, without shifts
  features::FeatureMatrix map = {};        ///< [bins of a channel, frames]
};

/// Of the clips `indices`, in that order: the map of `block` for the class `target`, or for the
/// most probable class of each clip.
std::vector<Explanation> explain_clips(const Classifier& classifier, const data::ClipTable& table,
                                       const std::vector<int64_t>& indices,
                                       const std::string& block,
                                       std::optional<int64_t> target = std::nullopt);

}  // namespace pinna::evaluation
