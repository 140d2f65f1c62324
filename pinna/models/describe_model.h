// How large a network is and how much it computes.
#pragma once

#include <cstdint>

namespace pinna::models {

class Model;

struct ModelDescription {
  int64_t parameters = 0;     ///< trained numbers
  int64_t multiply_adds = 0;  ///< of convolutions and matrix products, forward, one clip
};

/// Runs one clip of zeros [in_channels, bins, frames] through the network and counts what it does.
/// `num_scores`: frames of scores in it, for networks with conditions. The network is left as it
/// was.
ModelDescription describe_model(Model& model, int64_t bins, int64_t frames, int64_t num_scores = 0);

}  // namespace pinna::models
