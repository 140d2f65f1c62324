// What the answers of an event network mean.
#pragma once

#include <ATen/core/Tensor.h>

namespace pinna::models {

/// Probabilities from answers [batch, 2, classes, frames] of an event network, in float32.
struct EventProbabilities {
  at::Tensor strong;  ///< [batch, classes, frames]: the class sounds in the frame
  at::Tensor weak;    ///< [batch, classes]: it sounds somewhere
};

/// strong = sigmoid of the first logits. weak = mean of strong over the frames, weighted by the
/// softmax over the classes of the second (attention), as DCASE's baseline pools; at least 1e-7
/// from 0 and 1.
EventProbabilities event_probabilities(const at::Tensor& answers);

}  // namespace pinna::models
