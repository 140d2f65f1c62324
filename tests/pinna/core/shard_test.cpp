#include "pinna/core/shard.h"

#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

TEST(Shard, IsWrittenAsNumberAndCount) {
  EXPECT_EQ(parse_shard("2/4"), (Shard{2, 4}));
  EXPECT_EQ(parse_shard("10/12"), (Shard{10, 12}));
  for (const char* text : {"", "2", "2/", "/4", "2/4x", "x/4", "2:4", "2/4/6"})
    EXPECT_THROW(parse_shard(text), InvalidOptions) << text;
}

TEST(Shard, MustBeOneOfItsCount) {
  for (const auto& [number, count] : {std::pair{1, 1}, {1, 3}, {3, 3}})
    EXPECT_NO_THROW(require_shard({number, count}));
  for (const auto& [number, count] : {std::pair{0, 3}, {4, 3}, {1, 0}, {-1, -1}})
    EXPECT_THROW(require_shard({number, count}), InvalidOptions);
}

}  // namespace
}  // namespace pinna::core
