#include "pinna/models/resnet.h"

#include <array>
#include <cmath>
#include <string>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/models/model.h"

namespace pinna::models {
namespace {

namespace nn = torch::nn;

constexpr int64_t torchvision_channels = 3;

nn::Conv2d convolution(int64_t from, int64_t to, int64_t kernel, int64_t stride) {
  return nn::Conv2d(
      nn::Conv2dOptions(from, to, kernel).stride(stride).padding(kernel / 2).bias(false));
}

/// What a strided convolution is given. Of an input of one column oneDNN 2.6 (LibTorch 1.13) leaves
/// the kernel's bfloat16 gradient unwritten in part; a second column of zeros is what the
/// convolution reads there as padding, so the result stays the same.
at::Tensor at_least_two_columns(const at::Tensor& input) {
  return input.size(3) == 1 ? at::constant_pad_nd(input, {0, 1}) : input;
}

void initialize_kernel(const at::Tensor& weight) {
  nn::init::kaiming_normal_(weight, 0, torch::kFanOut, torch::kReLU);
}

/// Two 3x3 convolutions beside a shortcut.
class BasicBlock : public nn::Module {
 public:
  /// The shortcut's own convolution is made first, as torchvision does: the order of the draws
  /// decides the initial weights.
  BasicBlock(int64_t from, int64_t to, int64_t stride) : is_strided_(stride != 1) {
    if (stride != 1 || from != to)
      downsample_ = nn::Sequential(convolution(from, to, 1, stride), nn::BatchNorm2d(to));
    conv1_ = register_module("conv1", convolution(from, to, 3, stride));
    bn1_ = register_module("bn1", nn::BatchNorm2d(to));
    conv2_ = register_module("conv2", convolution(to, to, 3, 1));
    bn2_ = register_module("bn2", nn::BatchNorm2d(to));
    if (downsample_) register_module("downsample", downsample_);
  }

  at::Tensor forward(const at::Tensor& input) {
    at::Tensor x = bn1_(conv1_(is_strided_ ? at_least_two_columns(input) : input)).relu_();
    x = bn2_(conv2_(x));
    x += downsample_ ? downsample_->forward(input) : input;
    return x.relu_();
  }

  void zero_last_norm() { nn::init::zeros_(bn2_->weight); }

 private:
  bool is_strided_;
  nn::Conv2d conv1_{nullptr}, conv2_{nullptr};
  nn::BatchNorm2d bn1_{nullptr}, bn2_{nullptr};
  nn::Sequential downsample_{nullptr};
};

class ResNet : public Model {
 public:
  ResNet(const ResNetOptions& options, ModelShape shape) : Model(shape), options_(options) {
    const auto blocks = blocks_per_stage(options.depth);
    int64_t channels = 8 * std::llround(8 * options.width);
    conv1_ = register_module("conv1", convolution(torchvision_channels, channels, 7, 2));
    bn1_ = register_module("bn1", nn::BatchNorm2d(channels));
    int64_t from = channels;
    for (size_t stage = 0; stage < blocks.size(); ++stage, channels *= 2) {
      for (int64_t block = 0; block < blocks[stage]; ++block, from = channels)
        stages_[stage]->push_back(
            std::make_shared<BasicBlock>(from, channels, stage > 0 && block == 0 ? 2 : 1));
      register_module("layer" + std::to_string(stage + 1), stages_[stage]);
    }
    fc_ = register_module("fc", nn::Linear(from, shape.num_classes));
    initialize();
    if (shape.in_channels != torchvision_channels) replace_first_convolution(shape.in_channels);
  }

 private:
  void initialize() {
    for (const auto& module : modules(/*include_self=*/false)) {
      if (const auto* conv = module->as<nn::Conv2d>()) initialize_kernel(conv->weight);
      if (auto* block = module->as<BasicBlock>(); block && options_.zero_init_last_norm)
        block->zero_last_norm();
    }
  }

  /// Drawn last, so that networks on one, two or three features start with the same other weights.
  void replace_first_convolution(int64_t in_channels) {
    conv1_ =
        replace_module("conv1", convolution(in_channels, conv1_->options.out_channels(), 7, 2));
    initialize_kernel(conv1_->weight);
  }

  at::Tensor compute(const at::Tensor& input) override {
    at::Tensor x = bn1_(conv1_(at_least_two_columns(input))).relu_();
    // [batch, 64, bins / 2, frames / 2]
    if (is_observed()) tell("conv1", x);
    if (options_.stem == ResNetStem::pool) x = at::max_pool2d(x, 3, 2, 1);
    for (size_t i = 0; i < stages_.size(); ++i)
      x = is_observed() ? observed_stage(i, x) : stages_[i]->forward(x);
    x = at::adaptive_avg_pool2d(x, {1, 1}).flatten(1);  // [batch, 512]
    if (is_observed()) tell(embedding_block, x);
    x = at::dropout(x, options_.dropout, is_training());
    return fc_(x);  // [batch, num_classes]
  }

  /// "layer1.0", "layer1.1", ... and "layer1" for the last of them.
  at::Tensor observed_stage(size_t index, at::Tensor x) {
    const std::string name = "layer" + std::to_string(index + 1);
    int64_t block = 0;
    for (auto& module : *stages_[index]) {
      x = module.forward(x);
      tell(name + "." + std::to_string(block++), x);
    }
    tell(name, x);
    return x;
  }

  ResNetOptions options_;
  nn::Conv2d conv1_{nullptr};
  nn::BatchNorm2d bn1_{nullptr};
  std::array<nn::Sequential, 4> stages_;
  nn::Linear fc_{nullptr};
};

}  // namespace

std::array<int64_t, 4> blocks_per_stage(int64_t depth) {
  if (depth == 18) return {2, 2, 2, 2};
  if (depth == 34) return {3, 4, 6, 3};
  throw core::InvalidOptions(
      {.what = "model.depth", .got = std::to_string(depth), .expected = "18 or 34"});
}

std::shared_ptr<Model> make_resnet(const ResNetOptions& options, ModelShape shape) {
  core::check_options(options, "model");
  return std::make_shared<ResNet>(options, shape);
}

}  // namespace pinna::models
