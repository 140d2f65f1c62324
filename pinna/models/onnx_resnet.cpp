#include "pinna/models/onnx_resnet.h"

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::models {
namespace {

constexpr double norm_epsilon = 1e-5;  // torch::nn::BatchNorm2d's default

class Builder {
 public:
  Builder(OnnxGraph& graph, const core::SafeTensors& weights) : graph_(graph), weights_(weights) {}

  bool has(const std::string& name) const { return weights_.tensors.contains(name); }

  std::string weight(const std::string& name) {
    const core::Array& array = find(name);
    return graph_.constant(name, array.as<float>(), array.shape);
  }

  std::string convolution(const std::string& name, const std::string& input, int64_t stride) {
    const std::vector<int64_t>& shape = find(name + ".weight").shape;  // [to, from, rows, columns]
    const int64_t rows = shape.at(2), columns = shape.at(3);
    return graph_.node(
        "Conv", {input, weight(name + ".weight")}, name,
        {{"kernel_shape", std::vector<int64_t>{rows, columns}},
         {"pads", std::vector<int64_t>{rows / 2, columns / 2, rows / 2, columns / 2}},
         {"strides", std::vector<int64_t>{stride, stride}}});
  }

  std::string norm(const std::string& name, const std::string& input) {
    return graph_.node("BatchNormalization",
                       {input, weight(name + ".weight"), weight(name + ".bias"),
                        weight(name + ".running_mean"), weight(name + ".running_var")},
                       name, {{"epsilon", norm_epsilon}});
  }

  std::string relu(const std::string& input) {
    return graph_.node("Relu", {input}, input + ".relu");
  }

  std::string block(const std::string& name, const std::string& input, int64_t stride) {
    std::string x = convolution(name + ".conv1", input, stride);
    x = relu(norm(name + ".bn1", x));
    x = norm(name + ".bn2", convolution(name + ".conv2", x, 1));
    const std::string shortcut =
        has(name + ".downsample.0.weight")
            ? norm(name + ".downsample.1", convolution(name + ".downsample.0", input, stride))
            : input;
    return relu(graph_.node("Add", {x, shortcut}, name));
  }

 private:
  const core::Array& find(const std::string& name) const {
    const auto found = weights_.tensors.find(name);
    if (found == weights_.tensors.end())
      throw core::BadData({.what = "weights of a residual network", .got = "no tensor " + name});
    return found->second;
  }

  OnnxGraph& graph_;
  const core::SafeTensors& weights_;
};

}  // namespace

std::string add_resnet(OnnxGraph& graph, const ResNetOptions& options,
                       const core::SafeTensors& weights, const std::string& input) {
  if (options.frame_strides != ResNetOptions().frame_strides)
    throw core::InvalidOptions({.what = "export of a residual network",
                                .got = "model.frame_strides that are not all 2",
                                .expected = "torchvision's strides"});
  Builder build(graph, weights);
  std::string x = build.relu(build.norm("bn1", build.convolution("conv1", input, 2)));
  if (options.stem == ResNetStem::pool)
    x = graph.node("MaxPool", {x}, "maxpool",
                   {{"kernel_shape", std::vector<int64_t>{3, 3}},
                    {"pads", std::vector<int64_t>{1, 1, 1, 1}},
                    {"strides", std::vector<int64_t>{2, 2}}});
  for (int stage = 1; stage <= 4; ++stage)
    for (int block = 0;; ++block) {
      const std::string name = fmt::format("layer{}.{}", stage, block);
      if (!build.has(name + ".conv1.weight")) break;
      x = build.block(name, x, stage > 1 && block == 0 ? 2 : 1);
    }
  x = graph.node("Flatten", {graph.node("GlobalAveragePool", {x}, "avgpool")}, "embedding");
  return graph.node("Gemm", {x, build.weight("fc.weight"), build.weight("fc.bias")}, "logits",
                    {{"transB", int64_t{1}}});
}

}  // namespace pinna::models
