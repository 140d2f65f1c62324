#include "pinna/models/receptive_field.h"

#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::models {
namespace {

TEST(ReceptiveField, EqualsThePublishedOnes) {
  // Araujo et al. 2019: 435 pixels at stride 32 for ResNet-18.
  EXPECT_EQ(receptive_fields(ResNetOptions{}).frames, (ReceptiveField{435, 32}));
  EXPECT_EQ(receptive_fields(ResNetOptions{.depth = 34}).frames, (ReceptiveField{899, 32}));
  EXPECT_EQ(receptive_fields(ResNetOptions{.stem = ResNetStem::no_pool}).bins.stride, 16);
}

TEST(ReceptiveField, PoolingsOfACrnnMayDifferByAxis) {
  // By hand: 3, pool to 4 at stride 2; 8, pool to 10 at stride 4; five times 8 more.
  EXPECT_EQ(receptive_fields(CrnnOptions{}).frames, (ReceptiveField{50, 4}));
  EXPECT_EQ(receptive_fields(CrnnOptions{.channels = {4}, .pool_bins = {3}, .pool_frames = {1}}),
            (ReceptiveFields{.bins = {5, 3}, .frames = {3, 1}}));
}

TEST(ReceptiveField, ImpossibleOptionsAreRefused) {
  EXPECT_THROW(receptive_fields(ResNetOptions{.depth = 20}), core::InvalidOptions);
  EXPECT_THROW(receptive_fields(CrnnOptions{.channels = {4}}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::models
