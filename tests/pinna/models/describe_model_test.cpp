#include "pinna/models/describe_model.h"

#include <gtest/gtest.h>

#include "pinna/models/make_model.h"
#include "pinna/models/model.h"

namespace pinna::models {
namespace {

TEST(DescribeModel, ConditionsCostOneMatrixProduct) {
  const EventResNetOptions options{.width = 0.25, .frame_strides = {2, 2, 1, 1, 1}, .rnn_cells = 8};
  const auto plain = make_model(options, {.num_classes = 3}, 1);
  const auto told = make_model(options, {.num_classes = 3, .num_conditions = 5}, 1);
  const ModelDescription a = describe_model(*plain, 64, 80);
  const ModelDescription b = describe_model(*told, 64, 80, 20);
  // gamma and beta of 128 channels from 5 numbers, at 20 scores.
  EXPECT_EQ(b.parameters - a.parameters, 5 * 256 + 256);
  EXPECT_EQ(b.multiply_adds - a.multiply_adds, 20 * 5 * 256);
}

}  // namespace
}  // namespace pinna::models
