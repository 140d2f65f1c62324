#include "pinna/models/resnet.h"

#include <array>
#include <string>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/models/model.h"
#include "pinna/models/resnet_layers.h"

namespace pinna::models {
namespace {

namespace nn = torch::nn;

class ResNet : public Model {
 public:
  ResNet(const ResNetOptions& options, ModelShape shape)
      : Model(shape),
        options_(options),
        layers_(*this, options, strides_of(options.frame_strides)) {
    fc_ = register_module("fc", nn::Linear(layers_.out_channels(), shape.num_classes));
    layers_.initialize(*this, shape.in_channels);
  }

 private:
  at::Tensor compute(const at::Tensor& input, const at::Tensor&) override {
    at::Tensor x = layers_.forward(input, observer());
    x = at::adaptive_avg_pool2d(x, {1, 1}).flatten(1);  // [batch, 512]
    if (is_observed()) tell(embedding_block, x);
    x = at::dropout(x, options_.dropout, is_training());
    return fc_(x);  // [batch, num_classes]
  }

  ResNetOptions options_;
  ResNetLayers layers_;
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
  require_no_conditions(shape, ResNetOptions::type_name);
  return std::make_shared<ResNet>(options, shape);
}

}  // namespace pinna::models
