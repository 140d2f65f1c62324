// A batch of arrays as the tensors that a network takes.
#pragma once

#include <ATen/core/Tensor.h>

#include "pinna/data/batch.h"

namespace pinna::models {
class Model;
}

namespace pinna::evaluation {

/// [size, channels, bins, frames], channels innermost in memory. May share the batch's memory: use
/// it while the batch lives.
at::Tensor input_tensor(const data::Batch& batch);

/// [size, num_conditions, scores], undefined where there are none; shares the batch's memory.
at::Tensor condition_tensor(const data::Batch& batch);

/// What the network says of the batch.
at::Tensor answers_to(models::Model& model, const data::Batch& batch);

/// [size, classes]; shares the batch's memory.
at::Tensor target_tensor(const data::Batch& batch);

}  // namespace pinna::evaluation
