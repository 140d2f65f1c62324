#include "pinna/report/class_group.h"

#include <gtest/gtest.h>

namespace pinna::report {
namespace {

TEST(ClassGroup, Esc50HasFiveMajorCategoriesOfTen) {
  std::vector<std::string> labels(50, "class");
  EXPECT_TRUE(known_groups(labels).empty());
  labels.front() = "dog";
  labels.back() = "hand_saw";
  const auto groups = known_groups(labels);
  ASSERT_EQ(groups.size(), 5U);
  EXPECT_EQ(groups[4].classes.back(), 49);
  EXPECT_NO_THROW(require_partition(groups, 50));
}

}  // namespace
}  // namespace pinna::report
