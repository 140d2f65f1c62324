#include "pinna/evaluation/batch_tensors.h"

#include <torch/torch.h>

#include "pinna/models/compat.h"
#include "pinna/models/model.h"

namespace pinna::evaluation {

at::Tensor input_tensor(const data::Batch& batch) {
  return models::as_channels_last(
      at::from_blob(const_cast<float*>(batch.inputs.data()),
                    {batch.size, batch.channels, batch.bins, batch.frames}));
}

at::Tensor condition_tensor(const data::Batch& batch) {
  if (batch.num_conditions == 0) return {};
  return at::from_blob(const_cast<float*>(batch.conditions.data()),
                       {batch.size, batch.num_conditions,
                        std::ssize(batch.conditions) / (batch.size * batch.num_conditions)});
}

at::Tensor answers_to(models::Model& model, const data::Batch& batch) {
  return model.forward(input_tensor(batch), condition_tensor(batch));
}

at::Tensor target_tensor(const data::Batch& batch) {
  return at::from_blob(const_cast<float*>(batch.targets.data()), {batch.size, batch.classes});
}

}  // namespace pinna::evaluation
