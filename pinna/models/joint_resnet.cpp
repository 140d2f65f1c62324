#include "pinna/models/joint_resnet.h"

#include <torch/torch.h>

#include "pinna/models/compat.h"
#include "pinna/models/event_layers.h"

namespace pinna::models {
namespace {

class JointResNet : public JointModel {
 public:
  JointResNet(const EventResNetOptions& options, ModelShape shape)
      : JointModel(shape), layers_(*this, options) {
    layers_.initialize(*this);
    // Last, so that the other weights are those of a detector of the same seed.
    fc_ = register_module("fc", torch::nn::Linear(layers_.out_channels(), shape.num_classes));
  }

  at::Tensor classify(const at::Tensor& clips) override {
    return fc_(at::adaptive_avg_pool2d(layers_.maps(clips, {}), {1, 1}).flatten(1));
  }

 private:
  at::Tensor compute(const at::Tensor& input, const at::Tensor& conditions) override {
    return layers_.answers(layers_.hidden(input, conditions, observer()), is_training());
  }

  EventLayers layers_;
  torch::nn::Linear fc_{nullptr};
};

}  // namespace

std::shared_ptr<JointModel> make_joint_resnet(const EventResNetOptions& options, ModelShape shape,
                                              uint64_t seed) {
  const SeedGuard guard(seed);
  auto model = std::make_shared<JointResNet>(options, shape);
  store_channels_last(*model);
  return model;
}

ResNetOptions clip_network(const EventResNetOptions& options) {
  return {.depth = options.depth, .width = options.width, .frame_strides = options.frame_strides};
}

}  // namespace pinna::models
