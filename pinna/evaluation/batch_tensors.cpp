#include "pinna/evaluation/batch_tensors.h"

#include <torch/torch.h>

#include "pinna/models/compat.h"

namespace pinna::evaluation {

at::Tensor input_tensor(const data::Batch& batch) {
  return models::as_channels_last(
      at::from_blob(const_cast<float*>(batch.inputs.data()),
                    {batch.size, batch.channels, batch.bins, batch.frames}));
}

at::Tensor target_tensor(const data::Batch& batch) {
  return at::from_blob(const_cast<float*>(batch.targets.data()), {batch.size, batch.classes});
}

}  // namespace pinna::evaluation
