#include "pinna/models/onnx_resnet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/models/make_model.h"
#include "pinna/models/model.h"
#include "pinna/models/weights.h"

namespace pinna::models {
namespace {

using testing::HasSubstr;
using testing::Not;

core::SafeTensors narrow_weights() {
  return weights_of(*make_model(ResNetOptions{.width = 0.125}, {1, 3}, 1));
}

TEST(OnnxResNet, HoldsEveryWeightThatEvaluationUses) {
  OnnxGraph graph;
  EXPECT_EQ(add_resnet(graph, {.width = 0.125}, narrow_weights(), "input"), "logits");
  const std::string model = graph.to_model("net", "1");
  for (const auto& [name, array] : narrow_weights().tensors) {
    if (name.ends_with("num_batches_tracked"))
      EXPECT_THAT(model, Not(HasSubstr(name)));
    else
      EXPECT_THAT(model, HasSubstr(name));
  }
}

TEST(OnnxResNet, AMissingWeightIsNamed) {
  core::SafeTensors weights = narrow_weights();
  weights.tensors.erase("layer2.0.bn1.running_mean");
  OnnxGraph graph;
  try {
    add_resnet(graph, {}, weights, "input");
    FAIL();
  } catch (const core::BadData& error) {
    EXPECT_THAT(error.what(), HasSubstr("layer2.0.bn1.running_mean"));
  }
}

}  // namespace
}  // namespace pinna::models
