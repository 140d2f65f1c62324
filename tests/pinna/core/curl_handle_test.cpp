#include "pinna/core/curl_handle.h"

#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

TEST(ParsedUrl, HasTheParts) {
  const ParsedUrl url("https://user:secret@example.org:8443/a/b?q=1");
  EXPECT_TRUE(url.is_valid());
  EXPECT_EQ(url.part(CURLUPART_SCHEME), "https");
  EXPECT_EQ(url.part(CURLUPART_HOST), "example.org");
  EXPECT_EQ(url.part(CURLUPART_USER), "user");
  EXPECT_EQ(url.part(CURLUPART_PORT), "8443");
  EXPECT_EQ(url.part(CURLUPART_FRAGMENT), "");
}

TEST(ParsedUrl, RefusesWhatIsNoAddress) {
  for (const char* text : {"", "example.org", "http://", "http://a b/", "://x"})
    EXPECT_FALSE(ParsedUrl(text).is_valid()) << text;
  EXPECT_EQ(ParsedUrl("").part(CURLUPART_HOST), "");
}

TEST(CurlHeaderList, KeepsTheOrder) {
  const CurlList list = curl_header_list({"A: 1", "B: 2"});
  ASSERT_TRUE(list);
  EXPECT_STREQ(list->data, "A: 1");
  EXPECT_STREQ(list->next->data, "B: 2");
  EXPECT_EQ(list->next->next, nullptr);
  EXPECT_FALSE(curl_header_list({}));
}

TEST(SetCurlOption, AnOptionThatTheLibraryLacksIsABug) {
  const CurlHandle curl = new_curl();
  EXPECT_NO_THROW(set_curl_option(curl.get(), CURLOPT_NOSIGNAL, 1L));
  EXPECT_THROW(set_curl_option(curl.get(), static_cast<CURLoption>(9999), 1L), Bug);
}

}  // namespace
}  // namespace pinna::core
