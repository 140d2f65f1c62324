#include "pinna/models/compat.h"

#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/core/error.h"

namespace pinna::models {
namespace {

at::ScalarType product_type() {
  return at::mm(at::ones({2, 2}), at::ones({2, 2})).scalar_type();
}

TEST(AutocastGuard, SetsThePrecisionWhileItLives) {
  EXPECT_EQ(product_type(), at::kFloat);
  {
    const AutocastGuard outer(Precision::bfloat16);
    EXPECT_EQ(product_type(), at::kBFloat16);
    {
      const AutocastGuard inner(Precision::float32);
      EXPECT_EQ(product_type(), at::kFloat);
    }
    EXPECT_EQ(product_type(), at::kBFloat16);
  }
  EXPECT_EQ(product_type(), at::kFloat);
}

TEST(AutocastGuard, ForgetsItsCopiesOfTheWeights) {
  at::Tensor weight = at::ones({2, 2}).requires_grad_();
  for (const float value : {1.0f, 2.0f}) {
    {
      const at::NoGradGuard no_grad;
      weight.fill_(value);
    }
    const AutocastGuard autocast(Precision::bfloat16);
    EXPECT_EQ(at::mm(at::ones({2, 2}), weight)[0][0].item<float>(), 2 * value);
  }
}

TEST(Precision, AutomaticFollowsTheProcessor) {
  EXPECT_EQ(resolve(Precision::automatic),
            has_native_bfloat16() ? Precision::bfloat16 : Precision::float32);
  EXPECT_EQ(resolve(Precision::float32), Precision::float32);
  EXPECT_EQ(resolve(Precision::bfloat16), Precision::bfloat16);
}

TEST(AsChannelsLast, OneChannelGetsTheStridesOfMany) {
  const at::Tensor one = as_channels_last(at::randn({2, 1, 4, 5}));
  EXPECT_EQ(one.strides().vec(), (std::vector<int64_t>{20, 1, 5, 1}));
  EXPECT_EQ(one.to(at::kBFloat16).strides().vec(), one.strides().vec());
  const at::Tensor three = as_channels_last(at::randn({2, 3, 4, 5}));
  EXPECT_EQ(three.strides().vec(), (std::vector<int64_t>{60, 1, 15, 3}));
}

TEST(AsChannelsLast, KeepsTheValues) {
  for (const int64_t channels : {1, 3}) {
    const at::Tensor images = at::randn({2, channels, 4, 5});
    EXPECT_TRUE(at::equal(as_channels_last(images), images));
    const at::Tensor transposed = images.transpose(2, 3);
    EXPECT_TRUE(at::equal(as_channels_last(transposed), transposed));
  }
}

TEST(StoreChannelsLast, ChangesTheLayoutAndNotTheValues) {
  torch::nn::Conv2d convolution(torch::nn::Conv2dOptions(4, 2, 3));
  const at::Tensor weight = convolution->weight;
  const at::Tensor values = weight.detach().clone();
  store_channels_last(*convolution);
  EXPECT_EQ(weight.strides().vec(), (std::vector<int64_t>{36, 1, 12, 4}));
  EXPECT_TRUE(at::equal(weight, values));
  EXPECT_TRUE(weight.requires_grad());
}

TEST(UseThreads, SetsTheThreadsOfOneOperation) {
  const int before = at::get_num_threads();
  use_threads(2);
  EXPECT_EQ(at::get_num_threads(), 2);
  EXPECT_EQ(at::get_num_interop_threads(), 1);
  use_threads(before);
  EXPECT_EQ(at::get_num_threads(), before);
  EXPECT_THROW(use_threads(0), core::InvalidOptions);
}

TEST(LibtorchVersion, IsNamed) {
  EXPECT_NE(std::string(libtorch_version()).find('.'), std::string::npos);
}

}  // namespace
}  // namespace pinna::models
