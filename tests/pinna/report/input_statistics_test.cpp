#include "pinna/report/input_statistics.h"

#include <cmath>

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/safetensors.h"

namespace pinna::report {
namespace {

TEST(InputStatistics, PartsPoolTheirBins) {
  // The second bin is constant.
  const features::BinStatistics statistics{.mean = {2, 5, -4, -4}, .deviation = {0.5F, 1, 3, 3}};
  const auto spreads = spread_of_parts(statistics, 2);
  ASSERT_EQ(spreads.size(), 2U);
  EXPECT_DOUBLE_EQ(spreads[0].mean, 3.5);
  EXPECT_DOUBLE_EQ(spreads[0].deviation, std::sqrt((0.25 + 4 + 25) / 2 - 3.5 * 3.5));
  EXPECT_DOUBLE_EQ(spreads[1].mean, -4);
  EXPECT_DOUBLE_EQ(spreads[1].deviation, 3);
}

TEST(InputStatistics, NoneWithoutAModel) {
  EXPECT_TRUE(stored_statistics("/nowhere/model.safetensors").mean.empty());
  EXPECT_TRUE(spread_of_parts({}, 3).empty());
}

TEST(InputStatistics, AreReadFromTheModel) {
  const test::TemporaryFolder folder;
  const auto path = folder / "model.safetensors";
  core::write_safetensors(path, {.metadata = {{"mean", "[1.5,-2]"}, {"deviation", "[0.5,1e-3]"}}});
  const features::BinStatistics statistics = stored_statistics(path);
  EXPECT_EQ(statistics.mean, (std::vector<float>{1.5F, -2}));
  EXPECT_EQ(statistics.deviation, (std::vector<float>{0.5F, 1e-3F}));
}

TEST(InputStatistics, DamagedEntriesAreBadData) {
  const test::TemporaryFolder folder;
  const auto path = folder / "model.safetensors";
  for (const char* deviation : {"[1]", "[1, null]", "{", "7"}) {
    core::write_safetensors(path, {.metadata = {{"mean", "[1,2]"}, {"deviation", deviation}}});
    EXPECT_THROW(stored_statistics(path), core::BadData) << deviation;
  }
}

}  // namespace
}  // namespace pinna::report
