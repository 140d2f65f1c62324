// A network's numbers as named arrays, with torchvision's names, so that weights move both ways.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pinna/core/safetensors.h"

namespace torch::nn {
class Module;
}

namespace pinna::models {

/// Copies of all parameters and buffers (running statistics, `num_batches_tracked`), as
/// state_dict() has them; no metadata.
core::SafeTensors weights_of(const torch::nn::Module& module);

/// Copies the tensors of `weights` that have the name, shape and type of one of the module's,
/// running statistics too; the names of the parameters among them. InvalidOptions naming `where` if
/// there is no such parameter.
std::vector<std::string> load_shared_weights(torch::nn::Module& module,
                                             const core::SafeTensors& weights,
                                             std::string_view where);

/// Replaces every parameter and buffer. Names, shapes and element types must be exactly those of
/// weights_of(module); otherwise BadData lists what is missing, unexpected or different, with
/// `where` as the place, and the module stays as it was.
void load_weights(torch::nn::Module& module, const core::SafeTensors& weights,
                  std::string_view where);

}  // namespace pinna::models
