#include "pinna/models/resnet_layers.h"

#include <array>
#include <cmath>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/models/compat.h"
#include "pinna/models/resnet.h"

namespace pinna::models {
namespace {

namespace nn = torch::nn;

constexpr int64_t torchvision_channels = 3;
constexpr int64_t bin_stride = 2;
/// Of narrower inputs oneDNN's AMX kernels (LibTorch 2.6) leave bfloat16 gradients unwritten in
/// part.
constexpr int64_t least_bfloat16_frames = 8;

/// Of fewer input channels oneDNN 2.6 (LibTorch 1.13, AVX-512) writes outside its memory in the
/// gradient of a 1x1 convolution with strides.
constexpr int64_t least_strided_channels = 16;

nn::Conv2d convolution(int64_t from, int64_t to, int64_t kernel, int64_t stride,
                       int64_t frame_stride) {
  return nn::Conv2d(nn::Conv2dOptions(from, to, kernel)
                        .stride({stride, frame_stride})
                        .padding(kernel / 2)
                        .bias(false));
}

/// What a strided convolution is given. Of an input of one column oneDNN 2.6 (LibTorch 1.13) leaves
/// the kernel's bfloat16 gradient unwritten in part; a second column of zeros is what the
/// convolution reads there as padding, so the result stays the same.
at::Tensor at_least_two_columns(const at::Tensor& input, int64_t frame_stride) {
  return frame_stride > 1 && input.size(3) == 1 ? at::constant_pad_nd(input, {0, 1}) : input;
}

void initialize_kernel(const at::Tensor& weight) {
  nn::init::kaiming_normal_(weight, 0, torch::kFanOut, torch::kReLU);
}

/// Two 3x3 convolutions beside a shortcut.
class BasicBlock : public nn::Module {
 public:
  /// The shortcut's own convolution is made first, as torchvision does: the order of the draws
  /// decides the initial weights.
  BasicBlock(int64_t from, int64_t to, int64_t stride, int64_t frame_stride)
      : frame_stride_(frame_stride) {
    if (from < least_strided_channels) shortcut_steps_ = {stride, frame_stride};
    if (stride != 1 || from != to)
      downsample_ = nn::Sequential(
          convolution(from, to, 1, stride / shortcut_steps_[0], frame_stride / shortcut_steps_[1]),
          nn::BatchNorm2d(to));
    conv1_ = register_module("conv1", convolution(from, to, 3, stride, frame_stride));
    bn1_ = register_module("bn1", nn::BatchNorm2d(to));
    conv2_ = register_module("conv2", convolution(to, to, 3, 1, 1));
    bn2_ = register_module("bn2", nn::BatchNorm2d(to));
    if (downsample_) register_module("downsample", downsample_);
  }

  at::Tensor forward(const at::Tensor& input) {
    at::Tensor x = bn1_(conv1_(at_least_two_columns(input, frame_stride_))).relu_();
    x = bn2_(conv2_(x));
    x += downsample_ ? downsample_->forward(shortcut_input(input)) : input;
    return x.relu_();
  }

  void zero_last_norm() { nn::init::zeros_(bn2_->weight); }

 private:
  /// The rows and columns that a 1x1 convolution with these strides would read.
  at::Tensor shortcut_input(const at::Tensor& input) const {
    if (shortcut_steps_[0] == 1 && shortcut_steps_[1] == 1) return input;
    return input.slice(2, 0, input.size(2), shortcut_steps_[0])
        .slice(3, 0, input.size(3), shortcut_steps_[1]);
  }

  std::array<int64_t, 2> shortcut_steps_{1, 1};  ///< in bins and frames, before the shortcut
  int64_t frame_stride_;
  nn::Conv2d conv1_{nullptr}, conv2_{nullptr};
  nn::BatchNorm2d bn1_{nullptr}, bn2_{nullptr};
  nn::Sequential downsample_{nullptr};
};

}  // namespace

FrameStrides strides_of(const std::vector<int64_t>& strides) {
  constexpr size_t num_strides = 5;
  if (strides.size() != num_strides)
    throw core::InvalidOptions(
        {.what = "model.frame_strides",
         .got = fmt::format("{} numbers", strides.size()),
         .expected = "5: of the first convolution, the pooling and the last three stages"});
  return {.first = strides[0], .pool = strides[1], .stages = {strides[2], strides[3], strides[4]}};
}

ResNetLayers::ResNetLayers(nn::Module& owner, const ResNetOptions& options,
                           const FrameStrides& strides)
    : options_(options), strides_(strides) {
  const auto blocks = blocks_per_stage(options.depth);
  int64_t channels = 8 * std::llround(8 * options.width);
  conv1_ = owner.register_module(
      "conv1", convolution(torchvision_channels, channels, 7, bin_stride, strides.first));
  bn1_ = owner.register_module("bn1", nn::BatchNorm2d(channels));
  out_channels_ = channels;
  for (size_t stage = 0; stage < blocks.size(); ++stage, channels *= 2) {
    for (int64_t block = 0; block < blocks[stage]; ++block, out_channels_ = channels) {
      const bool is_strided = stage > 0 && block == 0;
      stages_[stage]->push_back(
          std::make_shared<BasicBlock>(out_channels_, channels, is_strided ? bin_stride : 1,
                                       is_strided ? strides.stages[stage - 1] : 1));
    }
    owner.register_module("layer" + std::to_string(stage + 1), stages_[stage]);
  }
}

void ResNetLayers::initialize(nn::Module& owner, int64_t in_channels) {
  for (const auto& module : owner.modules(/*include_self=*/false)) {
    if (const auto* conv = module->as<nn::Conv2d>()) initialize_kernel(conv->weight);
    if (auto* block = module->as<BasicBlock>(); block && options_.zero_init_last_norm)
      block->zero_last_norm();
  }
  if (in_channels == torchvision_channels) return;
  // Drawn last, so that networks on one, two or three features start with the same other weights.
  conv1_ = owner.replace_module("conv1", convolution(in_channels, conv1_->options.out_channels(), 7,
                                                     bin_stride, strides_.first));
  initialize_kernel(conv1_->weight);
}

at::Tensor ResNetLayers::forward(const at::Tensor& input, const BlockObserver& tell) {
  std::optional<AutocastGuard> plain;
  if (input.size(3) < least_bfloat16_frames) plain.emplace(Precision::float32);
  at::Tensor x = bn1_(conv1_(at_least_two_columns(input, strides_.first))).relu_();
  // [batch, 64, bins / 2, frames / first]
  if (tell) tell("conv1", x);
  if (options_.stem == ResNetStem::pool) x = at::max_pool2d(x, 3, {bin_stride, strides_.pool}, 1);
  for (size_t i = 0; i < stages_.size(); ++i)
    x = tell ? observed_stage(i, x, tell) : stages_[i]->forward(x);
  return x;
}

/// "layer1.0", "layer1.1", ... and "layer1" for the last of them.
at::Tensor ResNetLayers::observed_stage(size_t index, at::Tensor x, const BlockObserver& tell) {
  const std::string name = "layer" + std::to_string(index + 1);
  int64_t block = 0;
  for (auto& module : *stages_[index]) {
    x = module.forward(x);
    tell(name + "." + std::to_string(block++), x);
  }
  tell(name, x);
  return x;
}

}  // namespace pinna::models
