// Tensors by name: what optimizers keep and checkpoints hold.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

namespace pinna::training {

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

}  // namespace pinna::training
