// The convolutions of a residual network (He, Zhang, Ren and Sun 2016), for networks of several
// kinds. Includes LibTorch's layers: for sources only.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/conv.h>

#include "pinna/models/model.h"
#include "pinna/models/resnet_options.h"

namespace pinna::models {

/// Strides in time of the first convolution, the pooling after it and the last three stages; those
/// along the bins are 2, as are all of torchvision's.
struct FrameStrides {
  int64_t first = 2;
  int64_t pool = 2;
  std::array<int64_t, 3> stages = {2, 2, 2};
};

/// From a recipe's numbers: InvalidOptions unless there are five.
FrameStrides strides_of(const std::vector<int64_t>& strides);

/// Everything before the global pooling.
class ResNetLayers {
 public:
  /// Registers the layers with `owner` under torchvision's names. Three input channels, until
  /// initialize() is called.
  ResNetLayers(torch::nn::Module& owner, const ResNetOptions& options,
               const FrameStrides& strides = {});

  /// Draws the weights of all layers of `owner` that are made here, for `in_channels` channels.
  void initialize(torch::nn::Module& owner, int64_t in_channels);

  /// [batch, in_channels, bins, frames] -> [batch, out_channels(), ...]; `tell` is told of every
  /// block, or empty.
  at::Tensor forward(const at::Tensor& input, const BlockObserver& tell);

  int64_t out_channels() const { return out_channels_; }

 private:
  at::Tensor observed_stage(size_t index, at::Tensor x, const BlockObserver& tell);

  ResNetOptions options_;
  FrameStrides strides_;
  int64_t out_channels_ = 0;
  torch::nn::Conv2d conv1_{nullptr};
  torch::nn::BatchNorm2d bn1_{nullptr};
  std::array<torch::nn::Sequential, 4> stages_;
};

}  // namespace pinna::models
