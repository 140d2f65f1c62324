#include "pinna/models/weights.h"

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/models/make_model.h"

namespace pinna::models {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::shared_ptr<Model> network(uint64_t seed, int64_t num_classes = 4) {
  return make_model(ResNetOptions{.width = 0.125}, {1, num_classes}, seed);
}

std::string message_of(const core::SafeTensors& weights) {
  try {
    load_weights(*network(2), weights, "model.safetensors");
  } catch (const core::BadData& error) {
    return error.what();
  }
  return "no error";
}

TEST(Weights, HoldEveryParameterAndBuffer) {
  const core::SafeTensors weights = weights_of(*network(1));
  EXPECT_EQ(weights.tensors.size(), 122u);  // 62 parameters, 20 norms of 3 buffers
  EXPECT_EQ(weights.tensors.at("fc.weight").shape, (std::vector<int64_t>{4, 64}));
  EXPECT_EQ(weights.tensors.at("bn1.num_batches_tracked").as<int64_t>()[0], 0);
}

TEST(Weights, GoThroughAFileIntoAnotherNetworkBitForBit) {
  const test::TemporaryFolder folder;
  const auto source = network(1);
  source->forward(at::randn({2, 1, 16, 16}));  // moves the running statistics
  core::write_safetensors(folder / "model.safetensors", weights_of(*source));
  const auto target = network(2);
  load_weights(*target, core::read_safetensors(folder / "model.safetensors"), "model.safetensors");
  EXPECT_EQ(weights_of(*target), weights_of(*source));
  const at::Tensor input = at::randn({2, 1, 16, 16});
  const EvaluationGuard evaluating_source(*source), evaluating_target(*target);
  EXPECT_TRUE(at::equal(source->forward(input), target->forward(input)));
}

TEST(Weights, LoadingKeepsParametersTrainableAndInPlace) {
  const auto model = network(1);
  const at::Tensor weight = model->named_parameters()["fc.weight"];
  load_weights(*model, weights_of(*network(2)), "x");
  EXPECT_TRUE(weight.requires_grad());
  EXPECT_TRUE(at::equal(weight, network(2)->named_parameters()["fc.weight"]));
}

TEST(Weights, MisfitListsNamesAndChangesNothing) {
  core::SafeTensors weights = weights_of(*network(1));
  weights.tensors.erase("fc.bias");
  weights.tensors["head.bias"] = core::Array::from(std::vector{1.0f}, {1});
  weights.tensors["bn1.weight"] = core::Array::from(std::vector{1.0f}, {1});
  weights.tensors["bn1.bias"] = core::Array::from(std::vector<double>(8), {8});
  EXPECT_THAT(message_of(weights),
              AllOf(HasSubstr("model.safetensors"), HasSubstr("missing fc.bias;"),
                    HasSubstr("unexpected head.bias;"),
                    HasSubstr("bn1.bias (float64 [8] instead of float32 [8])"),
                    HasSubstr("bn1.weight (float32 [1] instead of float32 [8])")));
  const auto model = network(2);
  EXPECT_THROW(load_weights(*model, weights, "x"), core::BadData);
  EXPECT_EQ(weights_of(*model), weights_of(*network(2)));
}

TEST(Weights, LongListsAreCutShort) {
  EXPECT_THAT(message_of({}), HasSubstr("missing bn1.bias, bn1.num_batches_tracked, "
                                        "bn1.running_mean, bn1.running_var, bn1.weight and 117 "
                                        "more"));
}

TEST(Weights, OfOtherClassesAreRefused) {
  EXPECT_THAT(message_of(weights_of(*network(1, 5))),
              HasSubstr("fc.weight (float32 [5, 64] instead of float32 [4, 64])"));
}

}  // namespace
}  // namespace pinna::models
