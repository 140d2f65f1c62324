#include "pinna/core/memory.h"

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

namespace pinna::core {
namespace {

TEST(PeakMemory, GrowsWithWhatIsHeldAndNeverFalls) {
  const double before = peak_memory_mib();
  EXPECT_GT(before, 0);
  const auto bytes = (static_cast<size_t>(before) + 64) << 20;
  double with_more = 0;
  {
    const std::vector<uint8_t> held(bytes, 1);
    with_more = peak_memory_mib();
    EXPECT_EQ(held.back(), 1);
  }
  EXPECT_GE(with_more, static_cast<double>(bytes >> 20));
  EXPECT_GE(peak_memory_mib(), with_more);
}

}  // namespace
}  // namespace pinna::core
