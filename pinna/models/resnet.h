// ResNet-18 and -34, with torchvision's architecture, parameter names and initial weights.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "pinna/models/model_options.h"
#include "pinna/models/resnet_options.h"

namespace pinna::models {

class Model;

/// Weights are drawn from LibTorch's default generator in torchvision's order: with width 1 and the
/// standard stem, the same seed gives the network that torchvision.models.resnet18 would have made;
/// with other than three input channels only the first convolution differs from it.
/// Any number of bins and frames works. InvalidOptions for a depth other than 18 and 34.
std::shared_ptr<Model> make_resnet(const ResNetOptions& options, ModelShape shape);

/// Residual blocks of the four stages. InvalidOptions unless the depth is 18 or 34.
std::array<int64_t, 4> blocks_per_stage(int64_t depth);

}  // namespace pinna::models
