#include "pinna/models/tensor_arrays.h"

#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/core/error.h"

namespace pinna::models {
namespace {

TEST(TensorArrays, EveryElementTypeComesBackBitForBit) {
  for (const auto type : {at::kDouble, at::kFloat, at::kHalf, at::kBFloat16, at::kComplexFloat,
                          at::kLong, at::kInt, at::kShort, at::kChar, at::kByte, at::kBool}) {
    const at::Tensor tensor = at::randn({2, 3}).mul(100).abs().to(type);
    const at::Tensor back = to_tensor(to_array(tensor));
    EXPECT_EQ(back.scalar_type(), type);
    EXPECT_TRUE(at::equal(back, tensor)) << c10::toString(type);
  }
}

TEST(TensorArrays, ScalarsAndEmptyTensorsKeepTheirShape) {
  EXPECT_EQ(to_array(at::scalar_tensor(3)).shape, std::vector<int64_t>{});
  EXPECT_EQ(to_tensor(to_array(at::scalar_tensor(3))).item<float>(), 3);
  EXPECT_EQ(to_tensor(to_array(at::zeros({2, 0}))).sizes().vec(), (std::vector<int64_t>{2, 0}));
}

TEST(TensorArrays, ElementsAreRowMajorWhateverTheStrides) {
  const at::Tensor tensor = at::arange(6, at::kFloat).view({2, 3}).t();
  const core::Array array = to_array(tensor.requires_grad_());
  EXPECT_EQ(array.shape, (std::vector<int64_t>{3, 2}));
  EXPECT_EQ(array.as_float32()[1], 3);
}

TEST(TensorArrays, TypesThatTheOtherSideLacksAreRefused) {
  EXPECT_THROW(to_array(at::zeros({1}, at::kComplexDouble)), core::Bug);
  EXPECT_THROW(to_tensor(core::Array::uninitialized(core::DType::uint16, {1})), core::Bug);
}

}  // namespace
}  // namespace pinna::models
