// From a recipe's model options to a network.
#pragma once

#include <cstdint>
#include <memory>

#include "pinna/models/model.h"
#include "pinna/models/model_options.h"

namespace pinna::models {

/// A network in training mode whose initial weights depend only on options, shape and seed; the
/// state of LibTorch's generator is left as it was. Kernels are stored channels-last.
/// InvalidOptions for options out of range.
std::shared_ptr<Model> make_model(const ModelOptions& options, ModelShape shape, uint64_t seed);

}  // namespace pinna::models
