// A batch of arrays as the tensors that a network takes.
#pragma once

#include <ATen/core/Tensor.h>

#include "pinna/data/batch.h"

namespace pinna::evaluation {

/// [size, channels, bins, frames], channels innermost in memory. May share the batch's memory: use
/// it while the batch lives.
at::Tensor input_tensor(const data::Batch& batch);

/// [size, classes]; shares the batch's memory.
at::Tensor target_tensor(const data::Batch& batch);

}  // namespace pinna::evaluation
