#include "pinna/tracking/checksum.h"

#include <string>

#include <gtest/gtest.h>

namespace pinna::tracking {
namespace {

TEST(Checksum, Crc32cOfThePublishedExamples) {  // RFC 3720, B.4
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAU);
  EXPECT_EQ(crc32c(std::string(32, '\xFF')), 0x62A8AB43U);
  std::string rising;
  for (int i = 0; i < 32; ++i) rising += static_cast<char>(i);
  EXPECT_EQ(crc32c(rising), 0x46DD794EU);
  EXPECT_EQ(crc32c("123456789"), 0xE3069283U);
}

TEST(Checksum, Crc32OfThePublishedExample) {
  EXPECT_EQ(crc32("123456789"), 0xCBF43926U);
  EXPECT_EQ(crc32(""), 0U);
}

TEST(Checksum, Crc32ContinuesWhereAnotherEnded) {
  EXPECT_EQ(crc32("6789", crc32("12345")), crc32("123456789"));
}

TEST(Checksum, Adler32OfThePublishedExample) {
  EXPECT_EQ(adler32("Wikipedia"), 0x11E60398U);
  EXPECT_EQ(adler32(""), 1U);
}

}  // namespace
}  // namespace pinna::tracking
