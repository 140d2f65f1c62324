#include "pinna/report/base64.h"

#include <gtest/gtest.h>

namespace pinna::report {
namespace {

TEST(Base64, EqualsTheVectorsOfRfc4648) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64(std::string("\xfb\xff\0", 3)), "+/8A");
}

}  // namespace
}  // namespace pinna::report
